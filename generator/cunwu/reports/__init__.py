"""Problems and changes as text for people and for machines, one function a format."""
