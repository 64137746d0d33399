/** The longest reference that XML defines: `&#x10FFFF;`. */
const LONGEST = 10;
const BARE = /&(?!(?:#\d{1,7}|#x[\da-fA-F]{1,6}|amp|lt|gt|quot|apos);)/g;

/**
 * Escapes an ampersand that stands for itself ("Meier & Sohn"), as some banks write names. An XML parser would take all
 * up to the next semicolon for an entity, and with it the statements between. No entity is ever defined in a statement,
 * so an unknown one is text, too.
 */
export class Ampersands {
	private held = "";
	private sawCdata = false;

	escape(piece: string): string {
		let text = this.held + piece;
		this.held = "";
		if (this.sawCdata) return text;
		const last = text.lastIndexOf("&");
		if (last < 0) {
			this.sawCdata = text.includes("<![CDATA[");
			return text;
		}
		if (last > text.length - LONGEST && !text.includes(";", last)) {
			this.held = text.slice(last);
			text = text.slice(0, last);
		}
		// In CDATA an ampersand is right as it is; a file that knows CDATA knows how to escape.
		this.sawCdata = text.includes("<![CDATA[");
		return this.sawCdata ? text : text.replace(BARE, "&amp;");
	}

	end(): string {
		const text = this.held;
		this.held = "";
		return text.replace(BARE, "&amp;");
	}
}
