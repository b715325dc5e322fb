<?php
// One WordPress for all tests; the database, and the types that a blog needs, come from the environment of each.
error_reporting( E_ERROR | E_PARSE | E_USER_ERROR );
ini_set( 'display_errors', 'stderr' );

define( 'DB_NAME', 'blog' );
define( 'DB_USER', '' );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', '' );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
define( 'DB_ENGINE', 'sqlite' );
define( 'DB_DIR', getenv( 'BLOG_FOLDER' ) );
define( 'DB_FILE', 'blog.sqlite' );
$table_prefix = 'wp_';

define( 'WP_HOME', getenv( 'BLOG_ADDRESS' ) );
define( 'WP_SITEURL', WP_HOME );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $name ) {
	define( $name . '_KEY', 'only for tests' );
	define( $name . '_SALT', 'only for tests' );
}
define( 'WP_DEBUG', false );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
define( 'WP_MEMORY_LIMIT', '1024M' );

if ( ! defined( 'ABSPATH' ) ) {
	define( 'ABSPATH', __DIR__ . '/' );
}
require_once ABSPATH . 'wp-settings.php';
