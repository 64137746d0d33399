<?php
/**
 * The webhooks that Kontor set up in this shop: where to send, and the secret to sign with.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** Kontor makes one webhook per topic over the REST API, named "Kontor order.created 0123456789ab". */
final class Webhooks {

	const NAMES = 'Kontor order.';

	/**
	 * Kontor's webhooks that are switched on or off, by the event of their topic.
	 *
	 * @return \WC_Webhook[]
	 */
	public static function all() {
		$ids   = \WC_Data_Store::load( 'webhook' )->search_webhooks(
			array(
				'limit'  => -1,
				'search' => self::NAMES,
			)
		);
		$found = array();
		foreach ( $ids as $id ) {
			$webhook = new \WC_Webhook( $id );
			if ( 0 === strpos( $webhook->get_name(), self::NAMES ) ) {
				$found[] = $webhook;
			}
		}
		return $found;
	}

	/**
	 * The newest webhook to send an event with: one of that event where there is one, else any that carries whole orders.
	 * Also one that WooCommerce switched off after failures: its address and secret are still Kontor's.
	 *
	 * @param string $event created, updated, deleted or restored.
	 * @return \WC_Webhook|null
	 */
	public static function for_event( $event ) {
		$usable = null;
		foreach ( self::all() as $webhook ) {
			if ( $webhook->get_event() === $event ) {
				return $webhook;
			}
			if ( null === $usable && 'deleted' !== $webhook->get_event() ) {
				$usable = $webhook;
			}
		}
		return $usable;
	}

	/**
	 * Sends a body as WooCommerce would: signed with the webhook's secret.
	 *
	 * @param \WC_Webhook $webhook Where to, and with what to sign.
	 * @param mixed       $payload What to send.
	 * @param string      $event   created, updated, deleted, restored or goodbye.
	 * @param int         $timeout In seconds.
	 * @return bool Whether Kontor took it.
	 */
	public static function send( $webhook, $payload, $event, $timeout ) {
		$body = trim( wp_json_encode( $payload ) );
		return self::post( $webhook->get_delivery_url(), $webhook->generate_signature( $body ), $body, $event, $timeout );
	}

	/** Remembers how to say goodbye, and removes all of Kontor's webhooks. */
	public static function remove() {
		foreach ( self::all() as $webhook ) {
			Settings::set(
				array(
					'goodbye' => array(
						'url'    => $webhook->get_delivery_url(),
						'secret' => $webhook->get_secret(),
					),
				)
			);
			$webhook->delete( true );
		}
	}

	/**
	 * Tells Kontor that it was removed from this shop. Kontor believes it once the shop refuses its key.
	 *
	 * @param bool $data_kept False: the merchant wants the data in Kontor to be removed, too.
	 */
	public static function say_goodbye( $data_kept ) {
		$goodbye = Settings::get( 'goodbye' );
		if ( empty( $goodbye['url'] ) || empty( $goodbye['secret'] ) ) {
			return;
		}
		$body      = wp_json_encode( array( 'kontor' => 'uninstalled', 'data_kept' => $data_kept ) );
		$secret    = wp_specialchars_decode( $goodbye['secret'], ENT_QUOTES );
		$signature = base64_encode( hash_hmac( 'sha256', $body, $secret, true ) ); // phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- WooCommerce's form of a signature.
		self::post( $goodbye['url'], $signature, $body, 'goodbye', 5 );
	}

	private static function post( $url, $signature, $body, $event, $timeout ) {
		$arguments = array(
			'timeout'     => $timeout,
			'redirection' => 0,
			'headers'     => array(
				'Content-Type'           => 'application/json',
				'X-WC-Webhook-Source'    => home_url( '/' ),
				'X-WC-Webhook-Topic'     => 'order.' . $event,
				'X-WC-Webhook-Signature' => $signature,
			),
			'body'        => $body,
		);
		$response  = self::allows_private() ? wp_remote_post( $url, $arguments ) : wp_safe_remote_post( $url, $arguments );
		$status    = is_wp_error( $response ) ? 0 : (int) wp_remote_retrieve_response_code( $response );
		return $status >= 200 && $status < 300;
	}

	/** WordPress refuses private addresses and unusual ports; a Kontor on the same machine, for tests, has both. */
	public static function allows_private() {
		return defined( 'KONTOR_ALLOW_PRIVATE_ADDRESS' ) && KONTOR_ALLOW_PRIVATE_ADDRESS;
	}
}
