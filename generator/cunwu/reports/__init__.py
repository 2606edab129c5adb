"""Problems told to people and to machines, one function a format."""
