"""The Flask application: thin. It turns HTTP into calls of indexing and knowledge."""
