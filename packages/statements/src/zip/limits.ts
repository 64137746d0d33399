import type { Text } from "@kontor/connector";

/**
 * What an archive may cost. A bank's ZIP holds one file per account and day, a few megabytes in all; XML of true postings
 * shrinks to a tenth or a thirtieth, while a bomb shrinks to a thousandth. Shared by an archive and those inside it.
 */
export interface Limits {
	/** Bytes of the archive itself, which is held in memory: its directory stands at its end. */
	readonly archive: number;
	readonly members: number;
	/** Unpacked bytes of all members. */
	readonly content: number;
	/** Unpacked bytes per packed byte of one member, once it exceeds a megabyte. */
	readonly ratio: number;
	/** Archives inside archives. */
	readonly depth: number;
}

export const LIMITS: Limits = {
	archive: 128 * 1024 * 1024,
	members: 10_000,
	content: 4 * 1024 * 1024 * 1024,
	ratio: 250,
	depth: 1,
};

/** Below this size no ratio is suspicious. */
const SMALL = 1024 * 1024;

/** Counts what an archive and those inside it have used up. */
export class Budget {
	private readonly limits: Limits;
	private members = 0;
	private content = 0;
	private over: Text | undefined;

	constructor(limits: Limits) {
		this.limits = limits;
	}

	/** Nothing more of the archive is to be read. */
	get isExceeded(): boolean {
		return this.over !== undefined;
	}

	/** @returns what would be acceptable, where this member is one too many */
	addMember(): Text | undefined {
		if (++this.members > this.limits.members) this.over = membersText(this.limits.members);
		return this.over;
	}

	/**
	 * @param unpacked bytes that came out since the last call
	 * @param total bytes that came out of this member so far
	 * @returns what would be acceptable, where this is too much
	 */
	addContent(unpacked: number, total: number, packed: number): Text | undefined {
		this.content += unpacked;
		if (this.content > this.limits.content) this.over = contentText(this.limits.content);
		else if (total > SMALL && total > packed * this.limits.ratio) this.over = RATIO;
		return this.over;
	}
}

function membersText(most: number): Text {
	return { de: `ein ZIP mit höchstens ${most} Dateien`, en: `a ZIP of at most ${most} files` };
}

function contentText(bytes: number): Text {
	const size = `${Math.round(bytes / 1024 / 1024)} MB`;
	return { de: `ein ZIP mit höchstens ${size} Inhalt`, en: `a ZIP of at most ${size} of content` };
}

const RATIO: Text = {
	de: "ein ZIP, dessen Inhalt nicht unglaubwürdig groß ist",
	en: "a ZIP whose content is not implausibly large",
};
