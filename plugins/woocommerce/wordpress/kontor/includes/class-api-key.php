<?php
/**
 * The key of WooCommerce's REST API that Kontor reads and writes orders with.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/** Made and removed as WooCommerce does it itself: it has no function for that. */
final class Api_Key {

	/** How keys begin that this plugin or WooCommerce's consent page made for Kontor. */
	const DESCRIPTION = 'Kontor - ';

	/**
	 * Makes a key with the rights of the present user, in place of the one this plugin made before.
	 *
	 * @return array{consumer_key: string, consumer_secret: string}
	 */
	public static function make() {
		global $wpdb;
		$consumer_key    = 'ck_' . wc_rand_hash();
		$consumer_secret = 'cs_' . wc_rand_hash();
		$before          = (int) Settings::get( 'key_id' );
		$wpdb->insert( // phpcs:ignore WordPress.DB.DirectDatabaseQuery
			$wpdb->prefix . 'woocommerce_api_keys',
			array(
				'user_id'         => get_current_user_id(),
				/* translators: %s: date */
				'description'     => self::DESCRIPTION . sprintf( __( 'made by its plugin on %s', 'kontor' ), wp_date( 'Y-m-d' ) ),
				'permissions'     => 'read_write',
				'consumer_key'    => wc_api_hash( $consumer_key ),
				'consumer_secret' => $consumer_secret,
				'truncated_key'   => substr( $consumer_key, -7 ),
			),
			array( '%d', '%s', '%s', '%s', '%s', '%s' )
		);
		Settings::set( array( 'key_id' => (int) $wpdb->insert_id ) );
		if ( $before > 0 ) {
			$wpdb->delete( $wpdb->prefix . 'woocommerce_api_keys', array( 'key_id' => $before ), array( '%d' ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		}
		return compact( 'consumer_key', 'consumer_secret' );
	}

	/** Removes every key made for Kontor, also by WooCommerce's consent page. */
	public static function remove_all() {
		global $wpdb;
		$like = $wpdb->esc_like( self::DESCRIPTION ) . '%';
		$ids  = $wpdb->get_col( $wpdb->prepare( "SELECT key_id FROM {$wpdb->prefix}woocommerce_api_keys WHERE description LIKE %s", $like ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		foreach ( $ids as $id ) {
			$wpdb->delete( $wpdb->prefix . 'woocommerce_api_keys', array( 'key_id' => (int) $id ), array( '%d' ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		}
		Settings::set( array( 'key_id' => 0 ) );
	}
}
