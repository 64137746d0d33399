import type { Posting } from "@kontor/protocol";
import { checkYear, makeWorld, seeded, settingsOfWorld, type World } from "@kontor/receivables/simulation";
import type { Client } from "pg";
import { checkMail } from "./check-mail.ts";
import { hubWorld } from "./hub-world.ts";
import { liveYear } from "./live-year.ts";
import { yearDatabase } from "./year-database.ts";

/** What became of a year. */
export interface YearReport {
	readonly seed: number;
	readonly orders: number;
	readonly done: number;
	readonly mails: number;
	readonly deaths: number;
	readonly byPerson: number;
	readonly violations: readonly string[];
}

/** Where the hub's processes die: around the commits by which money is booked, steps are taken, and messages are sent. */
const CRASHES = [
	"runDunning.before-commit",
	"runDunning.after-commit",
	"remind.before-commit",
	"remind.after-commit",
	"assign-postings.before-commit",
	"assign-postings.after-commit",
	"batchOrders.after-commit",
	"importStatement.after-commit",
	"claimMessages.after-commit",
	"beginMessage.after-commit",
	"handMessageOver.after-commit",
	"settleMessage.before-commit",
	"settleMessage.after-commit",
	"leaseWork.after-commit",
	"settleWork.before-commit",
	"startDailyRun.after-commit",
	"endDunning.before-commit",
] as const;

/** Lives through the world of a seed in a hub of its own, and tells all that was wrong. */
export async function hubYear(
	cluster: { readonly owner: string; readonly hub: string },
	seed: number,
	size: { readonly orders: number; readonly days: number; readonly deaths: number },
): Promise<YearReport> {
	const world = hubWorld(makeWorld(seed, size));
	const database = await yearDatabase(cluster);
	try {
		const { url: databaseUrl, sql } = database;
		const lived = await liveYear(world, { databaseUrl, sql, crashes: crashesOf(seed, size.deaths) });
		const { outcome, postings, arrived, suggested, merchant } = lived;
		const violations = checkYear(world, outcome, settingsOfWorld(world))
			// A posting in review that may pay several orders holds the next step of each back (F8).
			.filter(({ rule, order, on }) => rule !== "no step missed" || !suggested.has(`${order} ${on}`))
			.map(({ order, on, rule, details }) => `${order}, ${on}: ${rule}: ${details}`);
		const lives = await livesOf(sql, violations);
		return {
			seed,
			orders: size.orders,
			done: outcome.done.length,
			mails: arrived.length,
			deaths: lived.deaths,
			byPerson: lived.byPerson,
			violations: [
				...violations,
				...lives,
				...checkPostings(world, postings),
				...(await checkMail(sql, merchant, arrived)),
			],
		};
	} finally {
		await database.drop();
	}
}

/** What the hub says of the orders that something was wrong with: when it did what. */
async function livesOf(sql: Client, violations: readonly string[]): Promise<string[]> {
	const orders = new Set(violations.map((violation) => violation.split(",")[0]));
	const { rows } = await sql.query<{ line: string }>(
		`SELECT ref || ': ' || string_agg(to_char(at, 'YYYY-MM-DD HH24:MI') || ' ' || what, ', ' ORDER BY at, what) AS line FROM (
			SELECT o.ref, s.at, concat_ws(' ', s.kind, s.level, 'by', s.decided_by) AS what
			  FROM order_steps s JOIN orders o ON o.merchant_id = s.merchant_id AND o.id = s.order_id
			UNION ALL
			SELECT o.ref, h.at, h.event || ' -> ' || h.to_state
			  FROM order_history h JOIN orders o ON o.merchant_id = h.merchant_id AND o.id = h.order_id) happened
		  WHERE ref = ANY($1) GROUP BY ref ORDER BY ref`,
		[[...orders]],
	);
	return rows.map(({ line }) => line);
}

/** In each year: shops' work is given out, and the host never hears of it. What it was to read is read after the lease. */
const REPLY_LOST = "hub.leaseWork.after-commit#9";

function crashesOf(seed: number, deaths: number): string[] {
	const random = seeded(seed);
	const crashes = Array.from({ length: deaths }, () => `hub.${random.pick(CRASHES)}#${random.between(1, 12)}`);
	return [REPLY_LOST, ...crashes].slice(0, deaths);
}

/** Every payment that the banks showed is stored once, and no cent of it is booked twice. */
function checkPostings(world: World, postings: readonly Posting[]): string[] {
	const wrong = postings.flatMap(({ amount, assigned, remittance }) =>
		assigned.minor === 0 || assigned.minor === amount.minor
			? []
			: [`${assigned.minor} of ${amount.minor} are booked: ${remittance}`],
	);
	const paid = world.orders.flatMap(({ events }) => events.flatMap((event) => (event.kind === "pays" ? [event] : [])));
	if (postings.length > paid.length) wrong.push(`${postings.length} postings of ${paid.length} payments`);
	return wrong;
}
