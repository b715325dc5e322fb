"""The network: how patient we are with it, and the one way into it, which only those import who go there."""
