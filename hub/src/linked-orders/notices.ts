import { formatMoney } from "@kontor/connector";
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
