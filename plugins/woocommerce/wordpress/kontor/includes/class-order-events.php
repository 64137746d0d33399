<?php
/**
 * Everything that happens to orders and that Kontor has to know at once.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/** WooCommerce's own actions; those of posts besides, for shops that keep orders as posts. */
final class Order_Events {

	public static function watch() {
		add_action( 'woocommerce_new_order', array( __CLASS__, 'created' ), 100 );
		add_action( 'woocommerce_update_order', array( __CLASS__, 'updated' ), 100 );
		add_action( 'woocommerce_order_status_changed', array( __CLASS__, 'updated' ), 100 );
		add_action( 'woocommerce_order_refunded', array( __CLASS__, 'updated' ), 100 );
		add_action( 'woocommerce_refund_deleted', array( __CLASS__, 'refund_deleted' ), 100, 2 );
		add_action( 'woocommerce_trash_order', array( __CLASS__, 'deleted' ), 100 );
		add_action( 'woocommerce_delete_order', array( __CLASS__, 'deleted' ), 100 );
		add_action( 'woocommerce_untrash_order', array( __CLASS__, 'restored' ), 100 );
		add_action( 'wp_trash_post', array( __CLASS__, 'post_deleted' ), 100 );
		add_action( 'before_delete_post', array( __CLASS__, 'post_deleted' ), 100 );
		add_action( 'untrashed_post', array( __CLASS__, 'post_restored' ), 100 );
		// An invoice that is made later changes nothing of the order that WooCommerce would tell of.
		add_action( 'wpo_wcpdf_save_document', array( __CLASS__, 'invoiced' ), 100, 2 );
		add_action( 'shutdown', array( 'Kontor\Outbox', 'flush' ), 100 );
		add_action( Outbox::CRON, array( 'Kontor\Outbox', 'by_cron' ) );
	}

	public static function created( $order_id ) {
		Outbox::add( $order_id, 'created' );
	}

	public static function updated( $order_id ) {
		Outbox::add( $order_id, 'updated' );
	}

	public static function deleted( $order_id ) {
		Outbox::add( $order_id, 'deleted' );
	}

	public static function restored( $order_id ) {
		Outbox::add( $order_id, 'restored' );
	}

	public static function refund_deleted( $refund_id, $order_id ) {
		Outbox::add( $order_id, 'updated' );
	}

	public static function invoiced( $document, $order ) {
		if ( $order instanceof \WC_Order ) {
			self::updated( $order->get_id() );
		}
	}

	public static function post_deleted( $post_id ) {
		if ( 'shop_order' === get_post_type( $post_id ) ) {
			self::deleted( $post_id );
		}
	}

	public static function post_restored( $post_id ) {
		if ( 'shop_order' === get_post_type( $post_id ) ) {
			self::restored( $post_id );
		}
	}
}
