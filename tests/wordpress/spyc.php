<?php
// php spyc.php WP-CLI.phar FILE …: what WordPress GitHub Sync reads in files, with the parser it uses, as JSON.
require 'phar://' . $argv[1] . '/vendor/wp-cli/mustangostang-spyc/Spyc.php';
$found = array();
foreach ( array_slice( $argv, 2 ) as $file ) {
	preg_match( '/(^---(.*?)---$)?(.*)/ms', trim( file_get_contents( $file ) ), $parts );
	$found[] = spyc_load( $parts[2] ) + array( 'body' => trim( $parts[3] ) );
}
echo json_encode( $found );
