"""What is drawn beside pages: the code that leads paper to them, the small picture that messages show of them."""
