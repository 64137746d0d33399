<?php
/**
 * The invoices that another plugin of the shop makes, for Kontor: number and date with the order, the PDF on request.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/**
 * Known by itself: PDF Invoices & Packing Slips for WooCommerce. Any other can be added by the filter
 * `kontor_invoice`, which returns an array with `number`, `date` (Y-m-d or "") and `pdf` (a callable that returns the bytes).
 */
final class Invoices {

	public static function offer() {
		add_filter( 'woocommerce_rest_prepare_shop_order_object', array( __CLASS__, 'add_to_order' ), 100, 2 );
		add_action( 'rest_api_init', array( __CLASS__, 'add_route' ) );
	}

	public static function add_to_order( $response, $order ) {
		$data    = $response->get_data();
		$invoice = self::of( $order );
		if ( null !== $invoice ) {
			unset( $invoice['pdf'] );
			$data['kontor'] = compact( 'invoice' );
			$response->set_data( $data );
		}
		return $response;
	}

	/** In a namespace that begins with "wc-", WooCommerce's keys are good, too. */
	public static function add_route() {
		register_rest_route(
			'wc-kontor/v1',
			'/orders/(?P<id>\d+)/invoice',
			array(
				'methods'             => 'GET',
				'callback'            => array( __CLASS__, 'answer' ),
				'permission_callback' => array( __CLASS__, 'may_read' ),
			)
		);
	}

	public static function may_read( $request ) {
		return wc_rest_check_post_permissions( 'shop_order', 'read', (int) $request['id'] );
	}

	public static function answer( $request ) {
		$order   = wc_get_order( (int) $request['id'] );
		$invoice = $order ? self::of( $order ) : null;
		if ( null === $invoice ) {
			return new \WP_Error( 'kontor_no_invoice', 'There is no invoice.', array( 'status' => 404 ) );
		}
		$pdf = call_user_func( $invoice['pdf'] );
		return array(
			'number' => $invoice['number'],
			'pdf'    => base64_encode( is_string( $pdf ) ? $pdf : '' ), // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- JSON carries no bytes.
		);
	}

	private static function of( $order ) {
		$invoice = apply_filters( 'kontor_invoice', self::of_pdf_invoices( $order ), $order );
		return is_array( $invoice ) && ! empty( $invoice['number'] ) && is_callable( $invoice['pdf'] ) ? $invoice : null;
	}

	private static function of_pdf_invoices( $order ) {
		$document = function_exists( 'wcpdf_get_document' ) ? wcpdf_get_document( 'invoice', $order ) : null;
		// Asking for one that does not exist yet must not make it: its number would be used up.
		if ( ! $document || ! $document->exists() ) {
			return null;
		}
		$date = $document->get_date();
		return array(
			'number' => (string) $document->get_number(),
			'date'   => $date ? $date->date( 'Y-m-d' ) : '',
			'pdf'    => array( $document, 'get_pdf' ),
		);
	}
}
