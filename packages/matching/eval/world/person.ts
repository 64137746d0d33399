import type { Random } from "../random.ts";
import { FOREIGN, MEN, RARE_FIRST, RARE_LAST, SURNAMES, TITLES, WOMEN } from "./name-lists.ts";

export interface Person {
	readonly given: string;
	readonly family: string;
	readonly title?: string;
}

/** Given names and surnames fall off as names do: some are everywhere, most are rare. */
export function drawPerson(random: Random): Person {
	const at = random.next();
	if (at < 0.17) {
		const { given, family } = random.pick(FOREIGN);
		return { given: random.pick(given), family: random.pick(family) };
	}
	const given = drawGiven(random);
	const family = drawSurname(random);
	return random.chance(0.02) ? { given, family, title: random.pick(TITLES) } : { given, family };
}

export function drawGiven(random: Random): string {
	const list = random.chance(0.5) ? WOMEN : MEN;
	const name = frequent(random, list);
	if (random.chance(0.04)) return `${name}-${frequent(random, list)}`;
	return random.chance(0.06) ? `${name} ${frequent(random, list)}` : name;
}

export function drawSurname(random: Random): string {
	const name = random.chance(0.55) ? frequent(random, SURNAMES) : rareSurname(random);
	const at = random.next();
	if (at < 0.04) return `${name}-${frequent(random, SURNAMES)}`;
	return at < 0.05 ? `${random.pick(["von", "van der", "zu", "von der"])} ${name}` : name;
}

export function fullName({ given, family }: Person): string {
	return `${given} ${family}`;
}

/** The n-th of a list is drawn about 1/n as often as the first (Zipf), flattened at the head. */
function frequent(random: Random, list: readonly string[]): string {
	const head = 8;
	const index = Math.floor(head * ((1 + list.length / head) ** random.next() - 1));
	return list[Math.min(index, list.length - 1)] ?? "";
}

function rareSurname(random: Random): string {
	return random.pick(RARE_FIRST) + random.pick(RARE_LAST);
}
