"""What readers of a static site see: what they are to see of a post, and what they see of the site as it stands."""
