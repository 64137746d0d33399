/** How a merchant's mails and letters look. */
export interface Look {
	/** Above everything, where there is no logo. */
	readonly name: string;
	/** `#rrggbb`, for buttons and lines; dark enough for white text on it. */
	readonly color: string;
	/** PNG or JPEG, shown at most 180 x 60 pixels large. */
	readonly logo?:
		| {
				readonly bytes: Uint8Array;
				readonly type: "image/png" | "image/jpeg";
				readonly width: number;
				readonly height: number;
		  }
		| undefined;
	/** What business letters must name: company, address, register, managing directors, VAT id. A letter's foot holds five lines. */
	readonly imprint: readonly string[];
}

/** A colour from settings, or dark grey where it is none. Goes into style attributes: nothing else may. */
export function safeColor(color: string): string {
	return /^#[0-9a-fA-F]{6}$/.test(color) ? color : "#333333";
}
