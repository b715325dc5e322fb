"""WordPress's dialect, and WXR, the file it exports."""
