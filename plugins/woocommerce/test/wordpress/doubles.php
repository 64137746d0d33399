<?php
/**
 * As much of WordPress and WooCommerce as Kontor's plugin calls, on a file instead of a database: every change is in it at once,
 * so that what one request did, the next one finds.
 */

define( 'ABSPATH', __DIR__ . '/' );
define( 'MINUTE_IN_SECONDS', 60 );
define( 'ARRAY_A', 'ARRAY_A' );

/** The site: options, orders, webhooks, keys, users' rights. */
final class Site {
	public static $state;
	public static $hooks = array();
	public static $translations = array();
	public static $seconds = 0;

	public static function load() {
		self::$state = json_decode( file_get_contents( getenv( 'SITE' ) ), true );
	}

	public static function save() {
		file_put_contents( getenv( 'SITE' ), json_encode( self::$state ) );
	}

	public static function row( $table, $id, $row ) {
		if ( null === $row ) {
			unset( self::$state[ $table ][ $id ] );
		} else {
			self::$state[ $table ][ $id ] = $row;
		}
		self::save();
	}
}

Site::load();

class Ended extends Exception {}

function add_action( $hook, $callback, $priority = 10, $arguments = 1 ) {
	Site::$hooks[ $hook ][ $priority ][] = array( $callback, $arguments );
}
function add_filter( $hook, $callback, $priority = 10, $arguments = 1 ) {
	add_action( $hook, $callback, $priority, $arguments );
}
function apply_filters( $hook, $value, ...$more ) {
	$found = Site::$hooks[ $hook ] ?? array();
	ksort( $found );
	foreach ( array_merge( array(), ...$found ) as list( $callback, $arguments ) ) {
		$value = call_user_func_array( $callback, array_slice( array_merge( array( $value ), $more ), 0, $arguments ) );
	}
	return $value;
}
function do_action( $hook, ...$given ) {
	$found = Site::$hooks[ $hook ] ?? array();
	ksort( $found );
	foreach ( array_merge( array(), ...$found ) as list( $callback, $arguments ) ) {
		call_user_func_array( $callback, array_slice( $given, 0, $arguments ) );
	}
}
function register_activation_hook( $file, $callback ) {
	add_action( 'activate', $callback );
}
function register_deactivation_hook( $file, $callback ) {
	add_action( 'deactivate', $callback );
}

function get_option( $name, $default = false ) {
	return array_key_exists( $name, Site::$state['options'] ) ? unserialize( Site::$state['options'][ $name ] ) : $default;
}
function update_option( $name, $value, $autoload = null ) {
	Site::row( 'options', $name, serialize( $value ) );
	return true;
}
function delete_option( $name ) {
	Site::row( 'options', $name, null );
	return true;
}
function maybe_unserialize( $text ) {
	return unserialize( $text );
}
function get_transient( $name ) {
	$kept = get_option( '_transient_' . $name, null );
	return null !== $kept && $kept[1] > time() ? $kept[0] : false;
}
function set_transient( $name, $value, $seconds ) {
	return update_option( '_transient_' . $name, array( $value, time() + $seconds ) );
}
function delete_transient( $name ) {
	return delete_option( '_transient_' . $name );
}

function wp_schedule_single_event( $time, $hook ) {
	Site::$state['cron'][] = array( $time, $hook );
	Site::save();
}
function wp_clear_scheduled_hook( $hook ) {
	Site::$state['cron'] = array_values( array_filter( Site::$state['cron'], fn( $event ) => $event[1] !== $hook ) );
	Site::save();
}
function wp_doing_cron() {
	return (bool) getenv( 'CRON' );
}
function is_admin() {
	return (bool) getenv( 'ADMIN' );
}

/** An answer, or an error as WP_Error. */
class WP_Error {
	private $code;
	private $message;
	private $data;
	public function __construct( $code, $message = '', $data = '' ) {
		list( $this->code, $this->message, $this->data ) = array( $code, $message, $data );
	}
	public function get_error_message() {
		return $this->message;
	}
	public function get_error_data() {
		return $this->data;
	}
}
function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}
function wp_safe_remote_post( $url, $arguments ) {
	return new WP_Error( 'http_request_failed', 'A valid URL was not provided.' );
}
function wp_remote_post( $url, $arguments ) {
	$headers = array();
	foreach ( $arguments['headers'] as $name => $value ) {
		$headers[] = "$name: $value";
	}
	$context = stream_context_create(
		array(
			'http' => array(
				'method'          => 'POST',
				'header'          => $headers,
				'content'         => $arguments['body'],
				'timeout'         => $arguments['timeout'],
				'follow_location' => $arguments['redirection'],
				'ignore_errors'   => true,
			),
		)
	);
	$body    = @file_get_contents( $url, false, $context );
	if ( false === $body ) {
		return new WP_Error( 'http_request_failed', 'no answer' );
	}
	preg_match( '/^HTTP\S+ (\d+)/', $http_response_header[0], $status );
	return array( 'response' => array( 'code' => (int) $status[1] ), 'body' => $body );
}
function wp_remote_retrieve_response_code( $response ) {
	return $response['response']['code'];
}
function wp_remote_retrieve_body( $response ) {
	return is_wp_error( $response ) ? '' : $response['body'];
}

function esc_html( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_attr( $text ) {
	return htmlspecialchars( (string) $text, ENT_QUOTES );
}
function esc_url( $url ) {
	return str_replace( array( '&', "'" ), array( '&#038;', '&#039;' ), esc_url_raw( $url ) );
}
function esc_url_raw( $url, $protocols = array( 'http', 'https' ) ) {
	$url = preg_replace( '/[^a-z0-9\-~+_.?#=!&;,\/:%@$|*\'()\[\]]/i', '', $url );
	return in_array( parse_url( $url, PHP_URL_SCHEME ), $protocols, true ) ? $url : '';
}
function sanitize_text_field( $text ) {
	return trim( preg_replace( '/\s+/', ' ', strip_tags( $text ) ) );
}
function wp_unslash( $value ) {
	return stripslashes( $value );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/' );
}
function wp_parse_url( $url, $component ) {
	return parse_url( $url, $component );
}
function wp_json_encode( $value ) {
	return json_encode( $value );
}
function wp_specialchars_decode( $text, $style ) {
	return htmlspecialchars_decode( $text, $style );
}
function checked( $value, $current, $echo ) {
	return $value === $current ? " checked='checked'" : '';
}
function wp_date( $format ) {
	return gmdate( $format );
}

function __( $text, $domain ) {
	return Site::$translations[ $text ] ?? $text;
}
function esc_html__( $text, $domain ) {
	return esc_html( __( $text, $domain ) );
}
function esc_attr__( $text, $domain ) {
	return esc_attr( __( $text, $domain ) );
}
function _n( $one, $many, $count, $domain ) {
	$forms = explode( "\0", Site::$translations[ "$one\0$many" ] ?? "$one\0$many" );
	return $forms[ 1 === $count ? 0 : 1 ];
}
function determine_locale() {
	return Site::$state['locale'];
}
function get_user_locale() {
	return Site::$state['locale'];
}
/** The file's format is GNU gettext's: two tables of lengths and places. */
function load_textdomain( $domain, $file ) {
	$bytes = file_get_contents( $file );
	$head  = unpack( 'Vmagic/Vversion/Vcount/Vfrom/Vto', $bytes );
	$text  = function ( $table, $n ) use ( $bytes ) {
		$entry = unpack( 'Vlength/Vplace', $bytes, $table + 8 * $n );
		return substr( $bytes, $entry['place'], $entry['length'] );
	};
	for ( $n = 0; $n < $head['count']; $n++ ) {
		Site::$translations[ $text( $head['from'], $n ) ] = $text( $head['to'], $n );
	}
	return true;
}

function current_user_can( $right ) {
	return in_array( $right, Site::$state['rights'], true );
}
function get_current_user_id() {
	return 1;
}
function wp_get_current_user() {
	return (object) array( 'user_login' => 'inhaberin' );
}
function wp_nonce_field( $action ) {
	echo '<input type="hidden" name="_wpnonce" value="' . esc_attr( md5( $action ) ) . '">';
}
function check_admin_referer( $action ) {
	if ( ( $_POST['_wpnonce'] ?? '' ) !== md5( $action ) ) {
		wp_die( 'The link you followed has expired.' );
	}
}
function wp_die( $message, $title = '', $arguments = array() ) {
	throw new Ended( 'died: ' . $message );
}
function wp_safe_redirect( $url ) {
	// What follows in the plugin is an exit.
	throw new Ended( 'redirected: ' . $url );
}
function add_submenu_page( $parent, $title, $menu, $right, $slug, $callback ) {
	add_action( 'page_' . $slug, $callback );
}
function submit_button( $text, $type, $name, $wrap ) {
	echo '<input type="submit" name="' . esc_attr( $name ) . '" class="button button-' . esc_attr( $type ) . '" value="' . esc_attr( $text ) . '">';
}
function plugin_basename( $file ) {
	return 'kontor/kontor.php';
}
function admin_url( $path ) {
	return Site::$state['home'] . '/wp-admin/' . $path;
}
function home_url( $path = '' ) {
	return Site::$state['home'] . $path;
}
function get_bloginfo( $what ) {
	return Site::$state['name'];
}
function register_rest_route( $namespace, $route, $arguments ) {
	Site::$hooks['rest'][ $namespace . $route ] = $arguments;
}
function get_post_type( $id ) {
	return isset( Site::$state['orders'][ $id ] ) && Site::$state['posts'] ? 'shop_order' : 'post';
}

/** The database, for the queries the plugin makes. */
final class Database {
	public $prefix    = 'wp_';
	public $options   = 'wp_options';
	public $insert_id = 0;

	public function esc_like( $text ) {
		return addcslashes( $text, '_%\\' );
	}
	public function prepare( $query, ...$values ) {
		return array( $query, $values );
	}
	public function get_results( $prepared ) {
		list( $query, list( $like, $limit ) ) = $prepared;
		$prefix = stripslashes( rtrim( $like, '%' ) );
		$rows   = array();
		foreach ( Site::$state['options'] as $name => $value ) {
			if ( 0 === strpos( $name, $prefix ) && count( $rows ) < $limit ) {
				$rows[] = (object) array( 'option_name' => $name, 'option_value' => $value );
			}
		}
		return $rows;
	}
	public function get_col( $prepared ) {
		list( $query, list( $like ) ) = $prepared;
		$prefix = stripslashes( rtrim( $like, '%' ) );
		$table  = false !== strpos( $query, 'woocommerce_api_keys' ) ? array_column( Site::$state['keys'], 'description', 'key_id' ) : array_combine( array_keys( Site::$state['options'] ), array_keys( Site::$state['options'] ) );
		return array_keys( array_filter( $table, fn( $text ) => 0 === strpos( $text, $prefix ) ) );
	}
	public function insert( $table, $row, $formats ) {
		$this->insert_id = count( Site::$state['keys'] ) + 7;
		Site::row( 'keys', $this->insert_id, array( 'key_id' => $this->insert_id ) + $row );
	}
	public function delete( $table, $where, $formats ) {
		Site::row( 'keys', $where['key_id'], null );
	}
}
$GLOBALS['wpdb'] = new Database();

final class WooCommerce {}
function wc_rand_hash() {
	return bin2hex( random_bytes( 20 ) );
}
function wc_api_hash( $text ) {
	return hash_hmac( 'sha256', $text, 'wc-api' );
}
function wc_rest_check_post_permissions( $type, $context, $id ) {
	return current_user_can( 'manage_woocommerce' );
}

/** An order is what the shop's API says of it. */
final class WC_Order {
	public $data;
	public function __construct( $data ) {
		$this->data = $data;
	}
	public function get_id() {
		return $this->data['id'];
	}
	public function get_status() {
		return $this->data['status'];
	}
}
function wc_get_order( $id ) {
	return isset( Site::$state['orders'][ $id ] ) ? new WC_Order( Site::$state['orders'][ $id ] ) : false;
}

final class WC_Data_Store {
	public static function load( $what ) {
		return new self();
	}
	/** Newest first. */
	public function search_webhooks( $arguments ) {
		$found = array_filter( Site::$state['webhooks'], fn( $row ) => false !== strpos( $row['name'], $arguments['search'] ) );
		$ids   = array_column( $found, 'id' );
		rsort( $ids );
		return $ids;
	}
}
final class WC_Webhook {
	private $row;
	public function __construct( $id ) {
		$this->row = Site::$state['webhooks'][ $id ];
	}
	public function get_name() {
		return $this->row['name'];
	}
	public function get_event() {
		return explode( '.', $this->row['topic'] )[1];
	}
	public function get_delivery_url() {
		return $this->row['deliveryUrl'];
	}
	public function get_secret() {
		return $this->row['secret'];
	}
	public function generate_signature( $body ) {
		return base64_encode( hash_hmac( 'sha256', $body, wp_specialchars_decode( $this->get_secret(), ENT_QUOTES ), true ) );
	}
	public function build_payload( $id ) {
		return Site::$state['orders'][ $id ];
	}
	public function delete( $force ) {
		Site::row( 'webhooks', $this->row['id'], null );
	}
}
