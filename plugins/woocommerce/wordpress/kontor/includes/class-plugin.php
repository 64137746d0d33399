<?php
/**
 * When what begins and ends.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/** The plugin's life. */
final class Plugin {

	/** With every request, once all plugins are there. */
	public static function start() {
		if ( ! class_exists( 'WooCommerce' ) ) {
			return;
		}
		Order_Events::watch();
		Invoices::offer();
		Settings_Page::add();
		add_action( 'init', array( __CLASS__, 'translate' ) );
	}

	/** Every German is served by one file: Germany, formal, Austria, Switzerland. */
	public static function translate() {
		if ( 0 === strpos( determine_locale(), 'de' ) ) {
			load_textdomain( 'kontor', dirname( KONTOR_FILE ) . '/languages/kontor-de_DE.mo' );
		}
	}

	public static function declare_compatibility() {
		if ( class_exists( '\Automattic\WooCommerce\Utilities\FeaturesUtil' ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', KONTOR_FILE, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', KONTOR_FILE, true );
		}
	}

	/** A shop that was connected before goes on: Kontor knows it again. */
	public static function activate() {
		if ( class_exists( 'WooCommerce' ) && '' !== Settings::get( 'state' ) ) {
			Connection::open();
		}
	}

	public static function deactivate() {
		wp_clear_scheduled_hook( Outbox::CRON );
		if ( class_exists( 'WooCommerce' ) ) {
			Connection::close();
		}
	}
}
