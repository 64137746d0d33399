const CODES =
	/\/(ABWA|ADDR|BENM|BIC|CNTP|CSID|EREF|IBAN|INIT|IREF|ISDT|KREF|MARF|NAME|ORDP|PREF|PURP|REMI|RREF|RTRN|SVCL|TRCD|TRTP|ULTB|ULTC|ULTD)\//g;

/**
 * The slash codes that Dutch and some other banks write into `:86:` (`/EREF/.../NAME/.../REMI/...`), value by code.
 * `undefined` where the text does not begin with one.
 */
export function readSlashCodes(text: string): ReadonlyMap<string, string> | undefined {
	const marks = [...text.matchAll(CODES)];
	if (marks[0] === undefined || text.slice(0, marks[0].index).trim() !== "") return undefined;
	const values = new Map<string, string>();
	marks.forEach((mark, at) => {
		const [all, code = ""] = mark;
		const value = withoutEnd(text.slice(mark.index + all.length, marks[at + 1]?.index));
		if (!values.has(code) && value !== "") values.set(code, value);
	});
	return values;
}

/** Without the slashes that end it. */
function withoutEnd(value: string): string {
	let end = value.length;
	while (end > 0 && value.charCodeAt(end - 1) === SLASH) end--;
	return value.slice(0, end);
}

const SLASH = 47;
