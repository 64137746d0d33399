<?php
/**
 * Kontor's own page in a frame: connection, mapping, problems.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/** Opened by a link that this shop signs anew each time, for the person who looks at it. */
final class Embedded_Page {

	/**
	 * The link; null where Kontor has not set up its webhooks yet, whose address and secret it is made with.
	 *
	 * @return string|null
	 */
	public static function link() {
		$webhook = Webhooks::for_event( 'updated' );
		if ( null === $webhook || false === strpos( $webhook->get_delivery_url(), '/webhooks/' ) ) {
			return null;
		}
		$query     = http_build_query(
			array(
				'shop'  => home_url(),
				'user'  => wp_get_current_user()->user_login,
				'lang'  => get_user_locale(),
				'ts'    => time(),
				'nonce' => bin2hex( random_bytes( 16 ) ),
			),
			'',
			'&',
			PHP_QUERY_RFC3986
		);
		$secret    = wp_specialchars_decode( $webhook->get_secret(), ENT_QUOTES );
		$signature = hash_hmac( 'sha256', "kontor embed 1\n" . $query, $secret );
		return str_replace( '/webhooks/', '/embed/woocommerce/', $webhook->get_delivery_url() ) . '?' . $query . '&signature=' . $signature;
	}

	public static function show() {
		$link = self::link();
		if ( null === $link ) {
			echo '<p>' . esc_html__( 'Kontor is setting itself up in this shop. Please open this page again in a minute.', 'kontor' ) . '</p>';
			return;
		}
		printf(
			'<iframe src="%1$s" title="%2$s" referrerpolicy="no-referrer" style="width:100%%;min-height:75vh;border:0"></iframe>',
			esc_url( $link ),
			esc_attr__( 'Kontor', 'kontor' )
		);
	}
}
