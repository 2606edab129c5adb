"""What everybody may use: values that never change, problems, paths, small stores, processes."""
