<?php
// php control.php ROOT install | import FILE [attachments] | export FILE | dump | password; what came of it is JSON on standard output.
list( , $root, $command ) = $argv;
$_SERVER += array(
	'HTTP_HOST'       => substr( getenv( 'BLOG_ADDRESS' ), 7 ),
	'SERVER_NAME'     => '127.0.0.1',
	'REMOTE_ADDR'     => '127.0.0.1',
	'REQUEST_URI'     => '/',
	'REQUEST_METHOD'  => 'GET',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
);
define( 'WP_ADMIN', true );
define( 'WP_LOAD_IMPORTERS', true );
if ( 'install' === $command ) {
	define( 'WP_INSTALLING', true );
}
if ( 'import' === $command ) {
	define( 'WP_IMPORTING', true ); // before the posts come, or each gets _pingme and addresses of authors collide
}
ob_start();
require $root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
ob_end_clean();

function say( $what ) {
	echo json_encode( $what, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE ), "\n";
}

function install() {
	require_once ABSPATH . 'wp-admin/includes/upgrade.php';
	add_filter( 'pre_wp_mail', '__return_false' );
	wp_install( 'Target', 'admin', 'admin@blog.example', true, '', 'password' );
	foreach ( get_posts( array( 'post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1 ) ) as $sample ) {
		wp_delete_post( $sample->ID, true );
	}
	update_option( 'permalink_structure', '/%year%/%monthnum%/%postname%/' );
	update_option( 'timezone_string', 'UTC' );
	say( $GLOBALS['wp_version'] );
}

function import_file( $file, $attachments ) {
	require getenv( 'WORDPRESS_IMPORTER' ) . '/wordpress-importer.php';
	$importer = new WP_Import();
	$parsed   = $importer->parse( $file ); // import() would die of a file that it cannot read
	if ( is_wp_error( $parsed ) ) {
		say( array( 'refused' => $parsed->get_error_message(), 'said' => array() ) );
		return;
	}
	ob_start();
	$importer->get_authors_from_import( $parsed );
	$names = array_values( wp_list_pluck( $importer->authors, 'author_login' ) );
	$_POST = array(
		'imported_authors' => $names,
		'user_new'         => array_fill( 0, count( $names ), '' ),
		'user_map'         => array(),
	);
	foreach ( $names as $name ) {
		$user                = get_user_by( 'login', $name );
		$_POST['user_map'][] = $user ? $user->ID : '';
	}
	$importer->fetch_attachments = $attachments;
	$importer->import( $file, array( 'rewrite_urls' => false ) );
	$said  = html_entity_decode( wp_strip_all_tags( preg_replace( '#<br\s*/?>|</p>#', "\n", ob_get_clean() ) ) );
	$lines = array_values( array_filter( array_map( 'trim', explode( "\n", $said ) ) ) );
	say( array( 'refused' => null, 'said' => $lines ) );
}

function export_file( $file ) {
	require_once ABSPATH . 'wp-admin/includes/export.php';
	ob_start();
	@export_wp( array( 'content' => 'all' ) );
	file_put_contents( $file, ob_get_clean() );
	say( filesize( $file ) );
}

function pairs( $table, $column, $id ) {
	global $wpdb;
	$order = 'user_id' === $column ? 'umeta_id' : 'meta_id';
	return $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, meta_value FROM $table WHERE $column = %d ORDER BY $order", $id ), ARRAY_N );
}

function dump() {
	global $wpdb;
	$out    = array( 'posts' => array(), 'terms' => array(), 'users' => array(), 'menus' => array() );
	$sticky = get_option( 'sticky_posts' );
	foreach ( $wpdb->get_results( "SELECT * FROM $wpdb->posts ORDER BY ID", ARRAY_A ) as $post ) {
		$id               = $post['ID'];
		$author           = get_userdata( $post['post_author'] );
		$post['author']   = $author ? $author->user_login : '';
		$post['sticky']   = in_array( (int) $id, array_map( 'intval', (array) $sticky ), true );
		$post['meta']     = pairs( $wpdb->postmeta, 'post_id', $id );
		$post['terms']    = $wpdb->get_results( $wpdb->prepare( "SELECT x.taxonomy, t.slug, t.name FROM $wpdb->term_relationships r JOIN $wpdb->term_taxonomy x ON x.term_taxonomy_id = r.term_taxonomy_id JOIN $wpdb->terms t ON t.term_id = x.term_id WHERE r.object_id = %d ORDER BY x.taxonomy, t.slug", $id ), ARRAY_N );
		$post['comments'] = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $wpdb->comments WHERE comment_post_ID = %d ORDER BY comment_ID", $id ), ARRAY_A );
		foreach ( $post['comments'] as &$comment ) {
			$comment['meta'] = pairs( $wpdb->commentmeta, 'comment_id', $comment['comment_ID'] );
		}
		unset( $comment );
		$out['posts'][] = $post;
	}
	$rows = $wpdb->get_results( "SELECT t.term_id, x.taxonomy, t.slug, t.name, x.description, p.slug AS parent FROM $wpdb->term_taxonomy x JOIN $wpdb->terms t ON t.term_id = x.term_id LEFT JOIN $wpdb->terms p ON p.term_id = x.parent ORDER BY x.taxonomy, t.slug", ARRAY_A );
	foreach ( $rows as $term ) {
		$term['meta']   = pairs( $wpdb->termmeta, 'term_id', $term['term_id'] );
		$out['terms'][] = $term;
	}
	foreach ( get_users( array( 'orderby' => 'ID' ) ) as $user ) {
		$out['users'][] = array(
			'id'     => $user->ID,
			'login'  => $user->user_login,
			'email'  => $user->user_email,
			'name'   => $user->display_name,
			'first'  => $user->first_name,
			'last'   => $user->last_name,
		);
	}
	say( $out );
}

$admin = get_user_by( 'login', 'admin' );
wp_set_current_user( $admin ? $admin->ID : 0 ); // as nobody, WordPress would strip what only a trusted author may write
switch ( $command ) {
	case 'install':
		install();
		break;
	case 'import':
		import_file( $argv[3], 'attachments' === ( $argv[4] ?? '' ) );
		break;
	case 'export':
		export_file( $argv[3] );
		break;
	case 'dump':
		dump();
		break;
	case 'password':
		say( WP_Application_Passwords::create_new_application_password( $admin->ID, array( 'name' => 'portpress' ) )[0] );
		break;
}
