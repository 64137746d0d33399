<?php
/**
 * WooCommerce > Kontor: connects the shop, then shows Kontor.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/** For those who may manage WooCommerce, and nobody else. */
final class Settings_Page {

	const SLUG   = 'kontor';
	const RIGHT  = 'manage_woocommerce';
	const ACTION = 'kontor_save';

	public static function add() {
		add_action( 'admin_menu', array( __CLASS__, 'add_menu' ), 60 );
		add_action( 'admin_post_' . self::ACTION, array( __CLASS__, 'save' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( KONTOR_FILE ), array( __CLASS__, 'add_link' ) );
	}

	public static function add_menu() {
		add_submenu_page( 'woocommerce', __( 'Kontor', 'kontor' ), __( 'Kontor', 'kontor' ), self::RIGHT, self::SLUG, array( __CLASS__, 'show' ) );
	}

	public static function add_link( $links ) {
		array_unshift( $links, '<a href="' . esc_url( self::url() ) . '">' . esc_html__( 'Settings', 'kontor' ) . '</a>' );
		return $links;
	}

	/** The form was sent. */
	public static function save() {
		if ( ! current_user_can( self::RIGHT ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'kontor' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		$address = isset( $_POST['address'] ) ? self::address( sanitize_text_field( wp_unslash( $_POST['address'] ) ) ) : '';
		$code    = isset( $_POST['link_code'] ) ? trim( sanitize_text_field( wp_unslash( $_POST['link_code'] ) ) ) : '';
		Settings::set( array( 'remove_data' => ! empty( $_POST['remove_data'] ) ) );
		$result = true;
		if ( null === $address ) {
			$result = new \WP_Error( 'kontor_address', __( 'This is not an address that begins with https.', 'kontor' ) );
		} elseif ( '' !== $code && ! preg_match( Connection::CODE, $code ) ) {
			$result = new \WP_Error( 'kontor_code', __( 'This is not a link code of Kontor.', 'kontor' ) );
		} else {
			Settings::set( compact( 'address' ) );
			if ( isset( $_POST['connect'] ) ) {
				$result = Connection::open( $code );
			} elseif ( isset( $_POST['disconnect'] ) ) {
				Connection::close();
				Settings::set( array( 'state' => '', 'code' => '' ) );
			}
		}
		set_transient( 'kontor_notice_' . get_current_user_id(), is_wp_error( $result ) ? $result->get_error_message() : '', MINUTE_IN_SECONDS );
		wp_safe_redirect( self::url() );
		exit;
	}

	/** The page. */
	public static function show() {
		if ( ! current_user_can( self::RIGHT ) ) {
			return;
		}
		echo '<div class="wrap"><h1>' . esc_html__( 'Kontor', 'kontor' ) . '</h1>';
		self::show_notice();
		if ( null !== Webhooks::for_event( 'updated' ) ) {
			// Connected from this side, or by the consent page from Kontor's: both leave their webhooks here.
			if ( 'linked' !== Settings::get( 'state' ) ) {
				Settings::set( array( 'state' => 'linked', 'code' => '' ) );
			}
			Embedded_Page::show();
		} elseif ( 'linked' === Settings::get( 'state' ) ) {
			Embedded_Page::show();
		} elseif ( 'unclaimed' === Settings::get( 'state' ) ) {
			self::show_code( Settings::get( 'code' ) );
		}
		self::show_form( '' !== Settings::get( 'state' ) );
		echo '</div>';
	}

	private static function show_notice() {
		$key     = 'kontor_notice_' . get_current_user_id();
		$message = get_transient( $key );
		delete_transient( $key );
		if ( is_string( $message ) && '' !== $message ) {
			echo '<div class="notice notice-error"><p>' . esc_html( $message ) . '</p></div>';
		}
		$waiting = Outbox::count();
		if ( $waiting > 0 ) {
			/* translators: %d: number of orders */
			$text = sprintf( _n( '%d order waits to be sent to Kontor.', '%d orders wait to be sent to Kontor.', $waiting, 'kontor' ), $waiting );
			echo '<div class="notice notice-warning"><p>' . esc_html( $text ) . '</p></div>';
		}
	}

	private static function show_code( $code ) {
		echo '<p>' . esc_html__( 'Almost done: please enter this code in your account at Kontor, under Shops > Connect.', 'kontor' ) . '</p>';
		echo '<p><code style="font-size:1.5em">' . esc_html( $code ) . '</code></p>';
	}

	private static function show_form( $connected ) {
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '">';
		echo '<input type="hidden" name="action" value="' . esc_attr( self::ACTION ) . '">';
		wp_nonce_field( self::ACTION );
		echo '<table class="form-table" role="presentation">';
		self::show_field( 'address', __( 'Address of Kontor', 'kontor' ), Settings::get( 'address' ), 'https://', '' );
		self::show_field( 'link_code', __( 'Link code', 'kontor' ), '', '', __( 'From your account at Kontor. Without one you get a code here that you enter there.', 'kontor' ) );
		echo '<tr><th scope="row">' . esc_html__( 'When deleted', 'kontor' ) . '</th><td><label><input type="checkbox" name="remove_data" value="1" ' . checked( Settings::get( 'remove_data' ), true, false ) . '> ';
		echo esc_html__( 'Remove all settings here, and have Kontor remove the data of this shop, too', 'kontor' ) . '</label></td></tr></table>';
		submit_button( $connected ? __( 'Connect again', 'kontor' ) : __( 'Connect', 'kontor' ), 'primary', 'connect', false );
		echo ' ';
		submit_button( __( 'Save', 'kontor' ), 'secondary', 'save', false );
		if ( $connected ) {
			echo ' ';
			submit_button( __( 'Disconnect', 'kontor' ), 'delete', 'disconnect', false );
		}
		echo '</form>';
	}

	private static function show_field( $name, $label, $value, $placeholder, $help ) {
		printf(
			'<tr><th scope="row"><label for="kontor-%1$s">%2$s</label></th><td><input type="text" class="regular-text" id="kontor-%1$s" name="%1$s" value="%3$s" placeholder="%4$s" autocomplete="off"><p class="description">%5$s</p></td></tr>',
			esc_attr( $name ),
			esc_html( $label ),
			esc_attr( $value ),
			esc_attr( $placeholder ),
			esc_html( $help )
		);
	}

	/** Without a slash at the end; empty where none is given, null where it is none to send a key to. */
	private static function address( $text ) {
		$address  = untrailingslashit( esc_url_raw( trim( $text ), array( 'https', 'http' ) ) );
		$scheme   = wp_parse_url( $address, PHP_URL_SCHEME );
		$provided = '' !== $address && wp_parse_url( $address, PHP_URL_HOST );
		if ( '' === trim( $text ) ) {
			return '';
		}
		return $provided && ( 'https' === $scheme || Webhooks::allows_private() ) ? $address : null;
	}

	private static function url() {
		return admin_url( 'admin.php?page=' . self::SLUG );
	}
}
