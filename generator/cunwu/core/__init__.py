"""What every module may use: frozen values, problems, paths, small databases, processes."""
