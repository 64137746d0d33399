import { formatMoney } from "@kontor/connector";
import { receivedElsewhere } from "@kontor/receivables";
import type { Notice } from "../notifications/notify.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import type { Candidate } from "./find-candidates.ts";

export const causeOfDoubt = (follower: string) => `link-unclear:${follower}`;

/** Which order of the leading shop it is cannot be told, or whether it is: nothing is sent for it until the merchant has said so. */
export function unclear(follower: string, candidates: readonly Candidate[]): Notice {
	const [first] = candidates;
	const numbers = candidates.map(({ leaderNumber }) => leaderNumber).join(", ");
	const number = first?.followerNumber ?? "";
	return {
		code: "LINK_UNCLEAR",
		causeKey: causeOfDoubt(follower),
		text: {
			de: `${number} (${money(first, "follower", "de")}) nennt ${numbers} (${money(first, "leader", "de")}), ist aber nicht sicher dieselbe Forderung. Bitte verknüpfen oder trennen; bis dahin wird dafür nichts versendet.`,
			en: `${number} (${money(first, "follower", "en")}) names ${numbers} (${money(first, "leader", "en")}), but is not certainly the same receivable. Please link them or keep them apart; until then nothing is sent for it.`,
		},
		about: { order: follower, ...(first === undefined ? {} : { connection: first.followerConnection }) },
	};
}

function money(candidate: Candidate | undefined, whose: "leader" | "follower", language: "de" | "en"): string {
	if (candidate === undefined) return "";
	const [minor, currency] =
		whose === "leader"
			? [candidate.leaderAmount, candidate.leaderCurrency]
			: [candidate.followerAmount, candidate.followerCurrency];
	return formatMoney({ minor, currency }, language);
}

/** Paid in one system, cancelled in the other. */
export function cancelledThere({ id, number, connectionId }: TrackedOrder): Notice {
	return {
		code: "PAID_IN_LINKED_SYSTEM",
		causeKey: `paid-in-linked:${id}`,
		text: {
			de: `${number} ist storniert oder überfällig, im verknüpften System aber bezahlt. Gebucht ist hier nichts; soll die Zahlung gelten, heben Sie die Stornierung bitte auf.`,
			en: `${number} is cancelled or overdue, but paid in the linked system. Nothing is booked here; for the payment to count, please lift the cancellation.`,
		},
		about: { order: id, connection: connectionId },
	};
}

/** By it `asked-orders.ts` knows that nobody is to be reminded. */
export const causeOfMore = (leader: string) => `more-in-linked:${leader}`;

/** A system says that it received what is known from nowhere: money, or what is left there of an assignment that was undone. */
export function moreThere(leader: string, { number, connectionId, settlement }: TrackedOrder): Notice {
	const received = { minor: receivedElsewhere(settlement), currency: settlement.currency };
	return {
		code: "MORE_IN_LINKED_SYSTEM",
		causeKey: causeOfMore(leader),
		text: {
			de: `Bei ${number} sind ${formatMoney(received, "de")} als erhalten vermerkt, die hier nicht gebucht sind. Ist das eine eigene Zahlung, markieren Sie die Bestellung bitte als bezahlt; sonst nehmen Sie sie dort zurück. Bis Sie diese Meldung erledigen, wird nicht gemahnt.`,
			en: `${number} says that ${formatMoney(received, "en")} were received that are not booked here. If that is a payment of its own, please mark the order as paid; otherwise take it back there. Until you mark this as done, nobody is reminded.`,
		},
		about: { order: leader, connection: connectionId },
	};
}
