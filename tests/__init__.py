"""What portpress promises, one behaviour a test."""
