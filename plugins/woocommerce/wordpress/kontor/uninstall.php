<?php
/**
 * The plugin is deleted: Kontor's settings go, where the merchant asked for it, and Kontor is asked to remove its data, too.
 * What Kontor wrote into orders (payments, notes, parcels) belongs to the shop's books and stays.
 *
 * @package Kontor
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/class-settings.php';
require_once __DIR__ . '/includes/class-webhooks.php';

if ( Kontor\Settings::get( 'remove_data' ) ) {
	Kontor\Webhooks::say_goodbye( false );
	Kontor\Settings::forget();
}
