<?php
/* Plugin Name: The types and taxonomies of the blog under test, and files served by the machine itself. */

add_action(
	'init',
	function () {
		$needs = json_decode( getenv( 'BLOG_NEEDS' ) ?: '{}', true ) + array( 'types' => array(), 'taxonomies' => array() );
		foreach ( $needs['types'] as $type ) {
			if ( ! post_type_exists( $type ) ) {
				register_post_type(
					$type,
					array(
						'public'       => true,
						'hierarchical' => true,
						'can_export'   => true,
						'show_in_rest' => true,
						'supports'     => array( 'title', 'editor', 'excerpt', 'author', 'thumbnail', 'comments', 'custom-fields' ),
					)
				);
			}
		}
		foreach ( $needs['taxonomies'] as $taxonomy ) {
			if ( ! taxonomy_exists( $taxonomy ) ) {
				register_taxonomy( $taxonomy, get_post_types(), array( 'public' => true, 'hierarchical' => true, 'show_in_rest' => true ) );
			}
		}
	},
	99
);

// Without encryption WordPress takes application passwords on a developer's machine alone.
add_filter( 'wp_is_application_passwords_available', '__return_true' );

// WordPress fetches nothing from the machine itself, and only from the usual ports; our files are served just there.
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter(
	'http_allowed_safe_ports',
	function ( $ports ) {
		return array_merge( $ports, array_map( 'intval', array_filter( explode( ',', getenv( 'BLOG_PORTS' ) ?: '' ) ) ) );
	}
);

// Each blog has its uploads beside its database; the core is shared.
add_filter(
	'upload_dir',
	function ( $folder ) {
		$folder['basedir'] = getenv( 'BLOG_FOLDER' ) . '/uploads';
		$folder['baseurl'] = home_url( '/uploads' );
		$folder['path']    = $folder['basedir'] . $folder['subdir'];
		$folder['url']     = $folder['baseurl'] . $folder['subdir'];
		return $folder;
	}
);
