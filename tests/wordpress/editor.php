<?php
// A page that reads bodies.json of the blog's folder with the block editor's own parser and says what it finds invalid.
require_once $_SERVER['DOCUMENT_ROOT'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
$bodies = file_get_contents( getenv( 'BLOG_FOLDER' ) . '/bodies.json' );
?>
<!doctype html>
<html><head><meta charset="utf-8"><title>waiting</title>
<?php wp_print_scripts( array( 'wp-blocks', 'wp-block-library' ) ); ?>
</head><body><script type="application/json" id="bodies"><?php echo str_replace( '<', '\u003c', $bodies ); ?></script>
<pre id="found"></pre>
<script>
const found = { blocks: {}, invalid: [] };
for ( const kind of [ 'error', 'warn', 'info', 'log' ] ) console[ kind ] = () => {};
const look = ( key, blocks ) => blocks.forEach( ( block ) => {
	found.blocks[ block.name ] = ( found.blocks[ block.name ] || 0 ) + 1;
	const homeless = [ 'core/missing', 'core/freeform' ].includes( block.name );
	if ( ! block.isValid || homeless ) {
		found.invalid.push( [ key, block.name, block.originalContent || JSON.stringify( block.attributes ) ] );
	}
	look( key, block.innerBlocks );
} );
try {
	wp.blockLibrary.registerCoreBlocks();
	for ( const [ key, body ] of Object.entries( JSON.parse( document.getElementById( 'bodies' ).textContent ) ) ) {
		look( key, wp.blocks.parse( body ) );
	}
} catch ( error ) {
	found.error = String( error && error.stack );
}
document.getElementById( 'found' ).textContent = JSON.stringify( found );
</script></body></html>
