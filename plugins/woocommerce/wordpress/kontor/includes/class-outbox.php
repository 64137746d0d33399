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
	/** A transient: Kontor did not answer in the last minutes. */
	const FAILING = 'kontor_failing';
	/** For a process that died before it sent. */
	const PATIENCE = 60;
	/** Seconds until the next try, by the number of those before; the last one from then on. */
	const PAUSES = array( 30, 60, 300, 900, 3600 );
	/** After a day the comparison has found it. */
	const GIVE_UP = 86400;
	const AT_ONCE = 20;
	const LOOKED_AT = 500;
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
		self::keep( $order_id, $event, 0, time(), time() + self::PATIENCE );
		if ( 0 === (int) get_option( self::DUE, 0 ) ) {
			update_option( self::DUE, time() + self::PATIENCE, true );
			wp_schedule_single_event( time() + self::PATIENCE, self::CRON );
		}
	}

	/** At the end of a request: what changed in it, and what is due from before. */
	public static function flush() {
		$due = (int) get_option( self::DUE, 0 );
		$due = 0 !== $due && $due <= time();
		if ( array() === self::$changed && ! $due ) {
			return;
		}
		$changed       = self::$changed;
		self::$changed = array();
		$alone         = self::finish_request();
		if ( ! $alone && self::is_failing() ) {
			// Kontor did not answer lately: nobody waits for that again.
			wp_schedule_single_event( time(), self::CRON );
			return;
		}
		$timeout = $alone ? self::TIMEOUT : self::TIMEOUT_WAITED_FOR;
		// Of an import the rest is left to WP-Cron.
		foreach ( array_slice( $changed, 0, self::AT_ONCE, true ) as $order_id => $event ) {
			if ( ! self::send( $order_id, $event, 0, time(), $timeout ) ) {
				break;
			}
		}
		if ( $due && ( $alone || is_admin() ) ) {
			self::retry( $alone ? self::AT_ONCE : 1, $timeout );
		} else {
			self::plan();
		}
	}

	/** WP-Cron has come. */
	public static function by_cron() {
		self::retry( self::AT_ONCE, self::TIMEOUT );
	}

	/** Sends what is due from before, oldest first, until there is nothing left or Kontor does not seem to answer. */
	private static function retry( $most, $timeout ) {
		// Taken by this process: others look again later.
		update_option( self::DUE, time() + self::PATIENCE, true );
		$failures = 0;
		foreach ( self::pending() as $order_id => $kept ) {
			if ( $kept['due'] > time() ) {
				continue;
			}
			$sent      = self::send( $order_id, $kept['event'], $kept['tries'], $kept['since'], $timeout );
			$failures += $sent ? 0 : 1;
			$most     -= 1;
			if ( $most <= 0 || $failures >= 3 ) {
				break;
			}
		}
		self::plan();
	}

	/** When to look again; not at all where nothing waits. */
	private static function plan() {
		$due  = array_column( self::pending(), 'due' );
		$next = array() === $due ? 0 : max( time(), min( $due ) );
		update_option( self::DUE, $next, true );
		if ( $next > 0 ) {
			wp_schedule_single_event( $next, self::CRON );
		}
	}

	/** How many wait, for the settings page. */
	public static function count() {
		return count( self::pending() );
	}

	/** True where it is done with: Kontor took it, or there is nothing to send, or not any more. */
	private static function send( $order_id, $event, $tries, $since, $timeout ) {
		$webhook = Webhooks::for_event( $event );
		$payload = null === $webhook ? null : self::payload( $webhook, $order_id, $event );
		if ( null === $payload ) {
			delete_option( self::PENDING . $order_id );
			return true;
		}
		if ( false !== $payload && Webhooks::send( $webhook, $payload, $event, $timeout ) ) {
			delete_option( self::PENDING . $order_id );
			delete_transient( self::FAILING );
			return true;
		}
		set_transient( self::FAILING, 1, 5 * MINUTE_IN_SECONDS );
		if ( time() - $since > self::GIVE_UP ) {
			delete_option( self::PENDING . $order_id );
			return true;
		}
		self::keep( $order_id, $event, $tries + 1, $since, time() + self::PAUSES[ min( $tries, count( self::PAUSES ) - 1 ) ] );
		return false;
	}

	/**
	 * The order as WooCommerce's own webhook would carry it; its id alone where it is gone; null where there is nothing to
	 * say, false where another plugin breaks it.
	 */
	private static function payload( $webhook, $order_id, $event ) {
		$order = wc_get_order( $order_id );
		if ( ! $order || 'deleted' === $event ) {
			return array( 'id' => $order_id );
		}
		if ( in_array( $order->get_status(), array( 'auto-draft', 'checkout-draft', 'draft', 'new' ), true ) ) {
			return null;
		}
		try {
			return $webhook->build_payload( $order_id );
		} catch ( \Throwable $error ) {
			return false;
		}
	}

	private static function keep( $order_id, $event, $tries, $since, $due ) {
		update_option( self::PENDING . $order_id, compact( 'event', 'tries', 'since', 'due' ), false );
	}

	/** What waits, by order id, oldest first; of very much the beginning. */
	private static function pending() {
		global $wpdb;
		$like  = $wpdb->esc_like( self::PENDING ) . '%';
		$rows  = $wpdb->get_results( $wpdb->prepare( "SELECT option_name, option_value FROM {$wpdb->options} WHERE option_name LIKE %s ORDER BY option_id LIMIT %d", $like, self::LOOKED_AT ) ); // phpcs:ignore WordPress.DB.DirectDatabaseQuery
		$found = array();
		foreach ( $rows as $row ) {
			$kept = maybe_unserialize( $row->option_value );
			if ( is_array( $kept ) && isset( $kept['event'], $kept['tries'], $kept['since'], $kept['due'] ) ) {
				$found[ (int) substr( $row->option_name, strlen( self::PENDING ) ) ] = $kept;
			}
		}
		return $found;
	}

	private static function is_failing() {
		return false !== get_transient( self::FAILING );
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
