<?php
/**
 * Connecting this shop with Kontor from the shop's side, and letting it go.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/** Kontor sets up its webhooks by itself once it has a key. */
final class Connection {

	/** The only characters of codes; anything else was not copied from Kontor. */
	const CODE = '/^[A-Za-z0-9_-]{1,100}$/';

	/**
	 * Hands Kontor a new key. Kontor tries it against the shop before it answers.
	 *
	 * @param string $link_code From the merchant's account in Kontor; empty where he enters this shop's code there.
	 * @return true|\WP_Error
	 */
	public static function open( $link_code = '' ) {
		$address = Settings::get( 'address' );
		if ( '' === $address ) {
			return new \WP_Error( 'kontor_no_address', __( 'Please enter the address of Kontor first.', 'kontor' ) );
		}
		if ( '' === (string) get_option( 'permalink_structure' ) ) {
			return new \WP_Error( 'kontor_permalinks', __( 'WooCommerce cannot be reached by Kontor while permalinks are set to “Plain”. Please choose another structure under Settings > Permalinks.', 'kontor' ) );
		}
		$body = array_merge(
			Api_Key::make(),
			array(
				'url'  => home_url(),
				'name' => html_entity_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			),
			'' === $link_code ? array() : array( 'link_code' => $link_code )
		);
		return self::settle( self::ask( $address . '/routes/woocommerce/install', $body ) );
	}

	/** Webhooks and keys go, and Kontor is told. The settings stay for the next time. */
	public static function close() {
		Api_Key::remove_all();
		Webhooks::remove();
		Webhooks::say_goodbye( true );
	}

	private static function ask( $url, array $body ) {
		$arguments = array(
			// Kontor asks the shop meanwhile.
			'timeout'     => 20,
			'redirection' => 0,
			'headers'     => array( 'Content-Type' => 'application/json' ),
			'body'        => wp_json_encode( $body ),
		);
		return Webhooks::allows_private() ? wp_remote_post( $url, $arguments ) : wp_safe_remote_post( $url, $arguments );
	}

	private static function settle( $response ) {
		$answer = is_wp_error( $response ) ? null : json_decode( wp_remote_retrieve_body( $response ), true );
		$state  = isset( $answer['state'] ) ? $answer['state'] : '';
		if ( 'linked' === $state ) {
			Settings::set( array( 'state' => 'linked', 'code' => '' ) );
			return true;
		}
		if ( 'unclaimed' === $state && isset( $answer['code'] ) && preg_match( self::CODE, $answer['code'] ) ) {
			Settings::set( array( 'state' => 'unclaimed', 'code' => $answer['code'] ) );
			return empty( $answer['refused'] ) ? true : new \WP_Error( 'kontor_code', __( 'Kontor does not know this link code, or not any more.', 'kontor' ) );
		}
		if ( isset( $answer['problem'] ) && is_array( $answer['problem'] ) ) {
			$language = 0 === strpos( get_user_locale(), 'de' ) ? 'de' : 'en';
			return new \WP_Error( 'kontor_refused', (string) ( isset( $answer['problem'][ $language ] ) ? $answer['problem'][ $language ] : '' ) );
		}
		return new \WP_Error( 'kontor_unreachable', __( 'Kontor cannot be reached at this address. Please check it.', 'kontor' ) );
	}
}
