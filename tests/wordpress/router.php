<?php
// For PHP's own server: files as they are, uploads from the blog's own folder, everything else through WordPress.
$path = parse_url( $_SERVER['REQUEST_URI'], PHP_URL_PATH );
$at   = strpos( $path, '/uploads/' );
if ( false !== $at ) {
	$file = realpath( getenv( 'BLOG_FOLDER' ) . rawurldecode( substr( $path, $at ) ) );
	if ( $file && str_starts_with( $file, realpath( getenv( 'BLOG_FOLDER' ) ) . '/uploads/' ) && is_file( $file ) ) {
		header( 'Content-Type: ' . mime_content_type( $file ) );
		readfile( $file );
		return;
	}
}
if ( '/portpress-editor' === $path ) {
	require __DIR__ . '/editor.php';
	return;
}
if ( '/' !== $path && is_file( $_SERVER['DOCUMENT_ROOT'] . $path ) && ! str_ends_with( $path, '.sqlite' ) ) {
	return false;
}
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';
