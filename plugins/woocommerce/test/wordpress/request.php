<?php
/**
 * One request to a WordPress with Kontor's plugin: `SITE=<state.json> php request.php '<json>'`, where the JSON is a list of
 * what happens in it. Prints what came of it as JSON.
 */

require __DIR__ . '/doubles.php';
define( 'KONTOR_ALLOW_PRIVATE_ADDRESS', ! getenv( 'SAFE' ) );
if ( getenv( 'FASTCGI' ) ) {
	function fastcgi_finish_request() {
		Site::$seconds = microtime( true ) - $_SERVER['REQUEST_TIME_FLOAT'];
		return true;
	}
}

/** PDF Invoices & Packing Slips for WooCommerce, as far as it is used. */
if ( getenv( 'INVOICES' ) ) {
	final class Invoice {
		public function exists() {
			return true;
		}
		public function get_number() {
			return new class() {
				public function __toString() {
					return 'RE-2026-0001';
				}
			};
		}
		public function get_date() {
			return new class() {
				public function date( $format ) {
					return '2026-11-22';
				}
			};
		}
		public function get_pdf() {
			return "%PDF-1.4\n% an invoice\n";
		}
	}
	function wcpdf_get_document( $type, $order ) {
		return new Invoice();
	}
}

$printed = array( 'ended' => null );
ob_start();
try {
	require dirname( __DIR__, 2 ) . '/wordpress/kontor/kontor.php';
	foreach ( array( 'before_woocommerce_init', 'plugins_loaded', 'init', 'admin_menu', 'rest_api_init' ) as $hook ) {
		do_action( $hook );
	}
	foreach ( json_decode( $argv[1], true ) as $step ) {
		if ( isset( $step['post'] ) ) {
			$_POST = $step['post'];
		}
		if ( isset( $step['do'] ) ) {
			do_action( ...$step['do'] );
		}
		if ( isset( $step['invoiced'] ) ) {
			do_action( 'wpo_wcpdf_save_document', null, wc_get_order( $step['invoiced'] ) );
		}
		if ( isset( $step['rest'] ) ) {
			$route   = Site::$hooks['rest']['wc-kontor/v1/orders/(?P<id>\d+)/invoice'];
			$request = array( 'id' => $step['rest'] );
			$printed['permitted'] = call_user_func( $route['permission_callback'], $request );
			$answer               = call_user_func( $route['callback'], $request );
			$printed['answer']    = is_wp_error( $answer ) ? $answer->get_error_data() : $answer;
		}
		if ( isset( $step['prepare'] ) ) {
			$response = new class( Site::$state['orders'][ $step['prepare'] ] ) {
				private $data;
				public function __construct( $data ) {
					$this->data = $data;
				}
				public function get_data() {
					return $this->data;
				}
				public function set_data( $data ) {
					$this->data = $data;
				}
			};
			$printed['answer'] = apply_filters( 'woocommerce_rest_prepare_shop_order_object', $response, wc_get_order( $step['prepare'] ) )->get_data();
		}
		if ( isset( $step['uninstall'] ) ) {
			define( 'WP_UNINSTALL_PLUGIN', 'kontor/kontor.php' );
			require dirname( __DIR__, 2 ) . '/wordpress/kontor/uninstall.php';
		}
	}
} catch ( Ended $ended ) {
	$printed['ended'] = $ended->getMessage();
}
if ( ! getenv( 'KILLED' ) ) {
	do_action( 'shutdown' );
}
$printed['output']  = ob_get_clean();
$printed['seconds'] = Site::$seconds > 0 ? Site::$seconds : microtime( true ) - $_SERVER['REQUEST_TIME_FLOAT'];
echo json_encode( $printed );
