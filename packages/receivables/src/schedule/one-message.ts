import type { Day } from "@kontor/connector";

/** A reminder that is due in this run, as far as it decides whose message it goes into. */
export interface DueReminder {
	readonly order: string;
	readonly connection: string;
	/** Null: nobody can be written to; the order stays by itself. */
	readonly email: string | null;
	readonly currency: string;
	readonly level: number;
	/** The order date: the oldest comes first. */
	readonly placedOn: Day;
}

/** One message for reminders of one customer (M8): its level is the highest of them. */
export interface JoinedReminder<Reminder extends DueReminder> {
	readonly level: number;
	/** Oldest order first. */
	readonly reminders: readonly Reminder[];
}

/**
 * Puts the reminders that are due in one run together: by setting, one message for all that go from one shop to one address in one
 * currency. Each order's own step and level stay as they are; none is reminded sooner for it.
 */
export function joinReminders<Reminder extends DueReminder>(
	due: readonly Reminder[],
	isJoined: (connection: string) => boolean,
): JoinedReminder<Reminder>[] {
	const groups = Map.groupBy(due, ({ order, connection, email, currency }) =>
		email === null || !isJoined(connection) ? order : `${connection} ${email.toLowerCase()} ${currency}`,
	);
	return [...groups.values()].map((reminders) => ({
		level: Math.max(...reminders.map(({ level }) => level)),
		reminders: reminders.toSorted((a, b) => (a.placedOn < b.placedOn ? -1 : a.placedOn > b.placedOn ? 1 : 0)),
	}));
}
