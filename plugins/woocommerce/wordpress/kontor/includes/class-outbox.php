<?php
/**
 * Orders on their way to Kontor: sent when the customer has his page, and again later where that failed.
 *
 * @package Kontor
 */

namespace Kontor;

defined( 'ABSPATH' ) || exit;

/**
 * Every order that waits is an option of its own, "kontor_pending_<id>", so that requests at the same time do not overwrite
 * each other's. It is written when the order changes and deleted when Kontor has taken it; a process that dies in between
 * leaves it to WP-Cron and to the next request. What gets lost all the same, Kontor's comparison finds.
 */
final class Outbox {

	const PENDING = 'kontor_pending_';
	/** When the next one is due, as time(); loaded with every request, so that looking costs nothing. */
	const DUE = 'kontor_due';
	const CRON = 'kontor_send';
	/** For a process that died before it sent. */
	const PATIENCE = 60;
	/** Seconds until the next try, by the number of those before; the last one from then on. */
	const PAUSES = array( 30, 60, 300, 900, 3600 );
	/** After a day the comparison has found it. */
	const GIVE_UP = 86400;
	const AT_ONCE = 20;
	/** Nobody waits for it any more. */
	const TIMEOUT = 10;
	/** The customer waits for it: a server that cannot send the page first. */
	const TIMEOUT_WAITED_FOR = 3;

	/**
	 * Changed in this request: event by order id.
	 *
	 * @var string[]
	 */
	private static $changed = array();

	/**
	 * An order changed. Sent at the end of this request, once, in the state it then has.
	 *
	 * @param int    $order_id Of the order.
	 * @param string $event    created, updated, deleted or restored.
	 */
	public static function add( $order_id, $event ) {
		$order_id = (int) $order_id;
		if ( isset( self::$changed[ $order_id ] ) && 'updated' === $event ) {
			return;
		}
		self::$changed[ $order_id ] = $event;
		self::keep( $order_id, $event, 0, time() );
		self::due_at( time() + self::PATIENCE );
	}

	/** At the end of a request: what changed in it, and what is due from before. */
	public static function flush() {
		$due = (int) get_option( self::DUE, 0 );
		if ( array() === self::$changed && ( 0 === $due || $due > time() ) ) {
			return;
		}
		$changed       = self::$changed;
		self::$changed = array();
		$alone         = self::finish_request();
		if ( ! $alone && self::is_failing() ) {
			// Kontor did not answer lately: no customer waits for that again.
			wp_schedule_single_event( time(), self::CRON );
			return;
		}
		foreach ( $changed as $order_id => $event ) {
			self::send( $order_id, $event, 0, time(), $alone ? self::TIMEOUT : self::TIMEOUT_WAITED_FOR );
		}
		if ( $alone && $due > 0 && $due <= time() ) {
			self::retry();
		}
	}

	/** What is due from before, oldest first. By WP-Cron, and by requests that nobody waits for. */
	public static function retry() {
		// Taken by this process: others look again later.
		update_option( self::DUE, time() + self::PATIENCE, true );
		$next = 0;
		foreach ( self::pending() as $order_id => $kept ) {
			if ( $kept['due'] <= time() && ! self::send( $order_id, $kept['event'], $kept['tries'], $kept['since'], self::TIMEOUT ) ) {
				$kept = self::kept( $order_id );
			} elseif ( $kept['due'] <= time() ) {
				$kept = null;
			}
			if ( null !== $kept ) {
				$next = 0 === $next ? $kept['due'] : min( $next, $kept['due'] );
			}
		}
		update_option( self::DUE, $next, true );
		if ( $next > 0 ) {
			wp_schedule_single_event( $next, self::CRON );
		}
	}

	/** How many wait, for the settings page. */
	public static function count() {
		return count( self::pending() );
	}

	private static function send( $order_id, $event, $tries, $since, $timeout ) {
		$webhook = Webhooks::for_event( $event );
		$payload = null === $webhook ? null : self::payload( $webhook, $order_id, $event );
		if ( null === $payload || Webhooks::send( $webhook, $payload, $event, $timeout ) ) {
			delete_option( self::PENDING . $order_id );
			if ( null !== $payload ) {
				delete_transient( 'kontor_failing' );
			}
			return true;
		}
		set_transient( 'kontor_failing', 1, 5 * MINUTE_IN_SECONDS );
		if ( time() - $since > self::GIVE_UP ) {
			delete_option( self::PENDING . $order_id );
			return true;
		}
		$due = time() + self::PAUSES[ min( $tries, count( self::PAUSES ) - 1 ) ];
		self::keep( $order_id, $event, $tries + 1, $since, $due );
		self::due_at( $due );
		return false;
	}

	/**
	 * The order as WooCommerce's own webhook would carry it; its id alone where it is gone; null where there is nothing to say.
	 */
	private static function payload( $webhook, $order_id, $event ) {
		$order = wc_get_order( $order_id );
		if ( ! $order || 'deleted' === $event ) {
			return array( 'id' => $order_id );
		}
		if ( in_array( $order->get_status(), array( 'auto-draft', 'checkout-draft', 'draft', 'new' ), true ) ) {
			return null;
		}
		return $webhook->build_payload( $order_id );
	}

	private static function keep( $order_id, $event, $tries, $since, $due = null ) {
		$due = null === $due ? $since + self::PATIENCE : $due;
		update_option( self::PENDING . $order_id, compact( 'event', 'tries', 'since', 'due' ), false );
	}

	private static function kept( $order_id ) {
		$kept = get_option( self::PENDING . $order_id, null );
		return is_array( $kept ) && isset( $kept['event'], $kept['tries'], $kept['since'], $kept['due'] ) ? $kept : null;
	}

	private static function pending() {
		global $wpdb;
		$like  = $wpdb->esc_like( self::PENDING ) . '%';
		$names = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM {$wpdb->options} WHERE option_name LIKE %s ORDER BY option_id LIMIT %d", $like, self::AT_ONCE ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		$found = array();
		foreach ( $names as $name ) {
			$order_id = (int) substr( $name, strlen( self::PENDING ) );
			$kept     = self::kept( $order_id );
			if ( null !== $kept ) {
				$found[ $order_id ] = $kept;
			}
		}
		return $found;
	}

	private static function due_at( $moment ) {
		$due = (int) get_option( self::DUE, 0 );
		if ( 0 !== $due && $due <= $moment ) {
			return;
		}
		update_option( self::DUE, $moment, true );
		wp_schedule_single_event( $moment, self::CRON );
	}

	private static function is_failing() {
		return false !== get_transient( 'kontor_failing' );
	}

	/**
	 * Gives the customer his page before anything is sent.
	 *
	 * @return bool False where the server cannot: he waits.
	 */
	private static function finish_request() {
		foreach ( array( 'fastcgi_finish_request', 'litespeed_finish_request' ) as $finish ) {
			if ( function_exists( $finish ) ) {
				$finish();
				return true;
			}
		}
		return wp_doing_cron() || ( defined( 'WP_CLI' ) && WP_CLI );
	}
}
