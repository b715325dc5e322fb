"""The templates of a Jekyll site: its includes, and the Liquid in its bodies, run as Jekyll runs them."""
