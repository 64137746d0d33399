/**
 * What settles one receivable that stands in several systems (PRODUCT A13), in minor units of its currency. Pure.
 *
 * - **own**: what Kontor knows of by itself: postings, cash discount, charges, tolerance. A posting is on one of the orders
 *   only, so that what they have adds up.
 * - **said**: what a system says it received, and what a person said is paid. Systems tell each other of payments, and are told of them by us:
 *   it may be money that is known from elsewhere.
 * - **counted**: the part of what is said that can be known from nowhere else, since more was said than all that was known.
 * - **linked**: what an order lacks of the receivable's settlement, and is settled by on account of the others.
 */
export interface Member {
	readonly order: string;
	readonly amount: number;
	readonly own: number;
	/** Of what is said: not reported by us. */
	readonly claimed: number;
	/** Of what is said: reported by us. */
	readonly reported: number;
	/** Up to so much its amount may be another one than the leader's without anything being owed for it. */
	readonly tolerated: number;
	/** As it was when this was last computed. */
	readonly before: Level;
}

export interface Level {
	readonly said: number;
	readonly counted: number;
	/** The part of it that may be an echo of what was taken back: it explains nothing that comes later. */
	readonly doubted: number;
	/** What settled the receivable. */
	readonly settled: number;
}

export interface Levelled extends Level {
	readonly order: string;
	readonly linked: number;
	/** More is said than settles the receivable: whether that is money or an echo, a person has to say. */
	readonly exceeds: boolean;
}

/**
 * Money counts once, and none is forgotten. What a system newly says counts as far as it exceeds all that was known: an ERP
 * that enters the transfer that we assigned adds nothing, cash at its counter does. What was taken for known once stays so: that a
 * posting is taken back makes no payment of its echo.
 *
 * The first member leads: a surplus is its alone.
 */
export function levelled(members: readonly [Member, ...Member[]]): Levelled[] {
	const [leader] = members;
	const counted = new Map(members.map((one) => [one, Math.min(one.before.counted, one.claimed)]));
	const countedOf = (one: Member) => counted.get(one) ?? 0;
	const known = () => members.reduce((sum, one) => sum + inLeaders(leader, one, one.own + countedOf(one)), 0);
	const takenBack = Math.max(0, leader.before.settled - known());
	const doubted = new Map(members.map((one) => [one, stillDoubted(one, countedOf(one), takenBack)]));
	const doubtedOf = (one: Member) => doubted.get(one) ?? 0;
	for (const one of members) {
		const said = saidOf(one);
		const beyond = inLeaders(leader, one, said) - doubtedOf(one) - known();
		const most = Math.min(said - one.before.said, one.claimed - countedOf(one));
		counted.set(one, countedOf(one) + Math.max(0, Math.min(beyond, most)));
	}
	const settled = known();
	return members.map((one): Levelled => {
		const exceeding = excess(leader, one, { settled, counted: countedOf(one) });
		const target = settled >= leader.amount ? settled + difference(leader, one) : settled;
		const most = one === leader ? target : Math.min(target, Math.max(0, one.amount));
		return {
			order: one.order,
			said: saidOf(one),
			counted: countedOf(one),
			doubted: Math.max(doubtedOf(one), Math.min(exceeding, one.claimed - countedOf(one))),
			settled,
			exceeds: exceeding > 0,
			linked: most - one.own - one.claimed,
		};
	});
}

function saidOf({ claimed, reported }: Member): number {
	return claimed + reported;
}

/** Of what was said before and is said still, what may be an echo of what has been taken back since, or earlier. */
function stillDoubted(one: Member, counted: number, takenBack: number): number {
	return Math.max(0, Math.min(one.before.doubted + takenBack, Math.min(one.before.said, saidOf(one)) - counted));
}

/** How much more is said than settles the receivable. A report that is about to be taken back is none. */
function excess(
	leader: Member,
	one: Member,
	{ settled, counted }: { readonly settled: number; readonly counted: number },
): number {
	const reported = Math.max(0, Math.min(one.reported, settled - counted));
	return inLeaders(leader, one, one.claimed + reported) - Math.max(0, settled);
}

/** By how much the order asks for more than the leader's, as far as that is tolerated. */
function difference(leader: Member, { amount, tolerated }: Member): number {
	const more = amount - leader.amount;
	return Math.abs(more) <= tolerated ? more : 0;
}

/** What settles an order in full settles the leader's, though its amount is a little otherwise. */
function inLeaders(leader: Member, one: Member, minor: number): number {
	return minor > 0 && minor >= one.amount ? minor - difference(leader, one) : minor;
}
