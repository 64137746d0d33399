<?php
/**
 * What the plugin remembers, in one option.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** The option `kontor`, with its defaults. */
final class Settings {

	const OPTION = 'kontor';

	const DEFAULTS = array(
		/** Where Kontor is reached by shops: "https://kontor.example". */
		'address'     => '',
		/** Whether everything goes when the plugin is deleted. */
		'remove_data' => false,
		/** "", "unclaimed" (the merchant has to enter the code in Kontor) or "linked". */
		'state'       => '',
		'code'        => '',
		/** Of the REST API's key that this plugin made. */
		'key_id'      => 0,
		/** Where and with which secret to say goodbye once the webhooks are gone. */
		'goodbye'     => array(),
	);

	/**
	 * One value.
	 *
	 * @param string $name One of DEFAULTS.
	 * @return mixed
	 */
	public static function get( $name ) {
		$stored = get_option( self::OPTION, array() );
		$stored = is_array( $stored ) ? $stored : array();
		return array_key_exists( $name, $stored ) ? $stored[ $name ] : self::DEFAULTS[ $name ];
	}

	/**
	 * Changes some values and keeps the others.
	 *
	 * @param array $values By name.
	 */
	public static function set( array $values ) {
		$stored = get_option( self::OPTION, array() );
		update_option( self::OPTION, array_merge( is_array( $stored ) ? $stored : array(), $values ), false );
	}

	/** Removes everything, also what waits to be sent. */
	public static function forget() {
		global $wpdb;
		foreach ( $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( 'kontor_' ) . '%' ) ) as $name ) {
			delete_option( $name );
		}
		delete_option( self::OPTION );
	}
}
