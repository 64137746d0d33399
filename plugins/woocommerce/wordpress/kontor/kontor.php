<?php
/**
 * Plugin Name:          Kontor for WooCommerce
 * Description:          Shows Kontor in the shop's admin and tells it of new and changed orders within seconds. Kontor assigns bank payments to open orders and marks them as paid.
 * Version:              0.1.0
 * Requires at least:    6.1
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 7.9
 * WC tested up to:      10.0
 * Text Domain:          kontor
 * Domain Path:          /languages
 *
 * @package Kontor
 */

defined( 'ABSPATH' ) || exit;

define( 'KONTOR_FILE', __FILE__ );
define( 'KONTOR_VERSION', '0.1.0' );

foreach ( array( 'settings', 'webhooks', 'api-key', 'connection', 'outbox', 'order-events', 'invoices', 'embedded-page', 'settings-page', 'plugin' ) as $kontor_part ) {
	require_once __DIR__ . '/includes/class-' . $kontor_part . '.php';
}
unset( $kontor_part );

register_activation_hook( __FILE__, array( 'Kontor\Plugin', 'activate' ) );
register_deactivation_hook( __FILE__, array( 'Kontor\Plugin', 'deactivate' ) );
add_action( 'before_woocommerce_init', array( 'Kontor\Plugin', 'declare_compatibility' ) );
add_action( 'plugins_loaded', array( 'Kontor\Plugin', 'start' ) );
