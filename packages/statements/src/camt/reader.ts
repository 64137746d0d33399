import type { Decoding } from "../decoding.ts";
import { faultAt, Unreadable } from "../fault.ts";
import type { ReadOptions, StatementReader, StatementSink } from "../format.ts";
import type { StatementFault, StatementFormat } from "../model.ts";
import { attributeIn, attributePattern } from "../xml/references.ts";
import { type XmlHandler, XmlScanner } from "../xml/scanner.ts";
import { declaredDecoding } from "./decoding.ts";
import type { Node } from "./node.ts";
import { StatementInWork } from "./statement.ts";
import { ENTRY, STATEMENT } from "./statement-schema.ts";

/** Deeper than any bank nests: beyond that the file is not read on. */
const DEEPEST = 100;

/**
 * Reads camt.052, .053 and .054 in every version, by local names, never validating. Fast because nothing is built for
 * elements that nobody asks for, and because only one entry's texts are held at a time.
 */
export class CamtReader implements StatementReader, XmlHandler {
	private readonly sink: StatementSink;
	private readonly keepRaw: boolean;
	private readonly scanner = new XmlScanner(this);
	private decoding: Decoding | undefined;
	/** A fault was reported since the last whole statement: what else is wrong follows from it. */
	private failed = false;

	private message: StatementFormat | undefined;
	private version: string | undefined;
	/** `GrpHdr/CreDtTm`: when the message was made. */
	private created: string | undefined;
	private statements = 0;
	private statement: StatementInWork | undefined;
	/** Nodes of the open elements inside the statement. */
	private readonly path: Node[] = [];
	/** Open elements that are not read: unknown ones, or the rest of a statement with a fault. */
	private passed = 0;
	private ownText = "";
	private entryLine = 0;

	constructor(sink: StatementSink, options: ReadOptions) {
		this.sink = sink;
		this.keepRaw = options.raw !== false;
	}

	write(bytes: Uint8Array): void {
		this.decoding ??= declaredDecoding(bytes);
		this.scanner.write(this.decoding.decode(bytes));
	}

	end(): void {
		if (this.decoding) this.scanner.write(this.decoding.end());
		this.scanner.end();
	}

	open(name: string, attributes: string): void {
		if (this.scanner.depth > DEEPEST) this.giveUp();
		else if (this.statement === undefined) {
			if (isStatement(localName(name))) this.begin(localName(name));
			else this.noteMessage(localName(name), attributes);
		} else if (this.passed > 0) this.pass(name);
		else {
			const children = this.path.at(-1)?.children;
			const node = children?.get(name) ?? children?.get(localName(name));
			if (node) this.enter(node, attributes, this.statement);
			else this.pass(name);
		}
	}

	private enter(node: Node, attributes: string, statement: StatementInWork): void {
		this.path.push(node);
		this.ownText = "";
		this.scanner.wantsText = node.text !== undefined;
		node.open?.(statement.work);
		if (node.currency && attributes !== "") {
			const currency = attributeIn(attributes, CURRENCY);
			if (currency !== undefined) node.currency(statement.work, currency.trim());
		}
		if (node !== ENTRY) return;
		this.entryLine = this.scanner.line;
		if (this.keepRaw) this.scanner.keepSource();
	}

	private pass(name: string): void {
		this.passed++;
		this.scanner.wantsText = false;
		if (isStatement(localName(name))) this.beginInside(name);
	}

	close(): void {
		const { statement } = this;
		if (statement === undefined) {
			if (this.scanner.wantsText) this.created = this.ownText.trim();
			this.scanner.wantsText = false;
			return;
		}
		if (this.passed > 0) {
			this.passed--;
			return;
		}
		const node = this.path.pop();
		if (this.ownText !== "") {
			const text = this.ownText.trim();
			if (text !== "") node?.text?.(statement.work, text);
			this.ownText = "";
		}
		this.scanner.wantsText = false;
		node?.close?.(statement.work);
		if (node === ENTRY) this.finishEntry(statement);
		else if (this.path.length === 0) this.finishStatement();
	}

	text(text: string): void {
		this.ownText = this.ownText === "" ? text : this.ownText + text;
	}

	/** The scanner goes on; the statement it stands in is not trusted any more, the next one is. */
	broken(got: string): void {
		if (this.statement || !this.failed) this.fail(this.xmlFault(got));
	}

	private noteMessage(name: string, attributes: string): void {
		for (const [root, format] of MESSAGES) if (name.startsWith(root)) this.message = format;
		if (name === "CreDtTm") {
			this.scanner.wantsText = true;
			this.ownText = "";
		}
		this.version ??= /camt\.05[234]\.\d{3}\.\d{2}/.exec(attributes)?.[0];
	}

	private begin(name: string): void {
		this.statements++;
		const position = { line: this.scanner.line, element: `${name}[${this.statements}]` };
		const format = this.message ?? STATEMENTS.get(name) ?? "camt.053";
		this.statement = new StatementInWork(format, position, this.created);
		this.path.length = 0;
		this.path.push(STATEMENT);
		this.passed = 0;
		this.ownText = "";
		this.scanner.wantsText = false;
	}

	/** A statement inside another one: the first was never closed. */
	private beginInside(name: string): void {
		this.fail(this.xmlFault(`<${name}>`));
		this.begin(localName(name));
	}

	private finishEntry(statement: StatementInWork): void {
		const raw = this.keepRaw ? this.scanner.takeSource() : "";
		try {
			this.sink({ type: "entry", entry: statement.finishEntry(this.entryLine, raw) });
		} catch (error) {
			if (!(error instanceof Unreadable)) throw error;
			this.fail(error.fault);
		}
	}

	private finishStatement(): void {
		const head = this.statement?.finish(this.version);
		this.statement = undefined;
		this.failed = false;
		if (head) this.sink({ type: "statement", head });
	}

	private fail(fault: StatementFault): void {
		this.failed = true;
		this.statement = undefined;
		this.path.length = 0;
		this.scanner.wantsText = false;
		this.scanner.takeSource();
		this.sink({ type: "fault", error: fault });
	}

	private giveUp(): void {
		this.broken("...");
		this.scanner.stop();
	}

	private xmlFault(got: string): StatementFault {
		const element = this.statement?.position.element;
		return faultAt({ line: this.scanner.line, element }, XML, got);
	}
}

const MESSAGES: readonly (readonly [string, StatementFormat])[] = [
	["BkToCstmrAcctRpt", "camt.052"],
	["BkToCstmrStmt", "camt.053"],
	["BkToCstmrDbtCdtNtfctn", "camt.054"],
];
const STATEMENTS: ReadonlyMap<string, StatementFormat> = new Map([
	["Rpt", "camt.052"],
	["Stmt", "camt.053"],
	["Ntfctn", "camt.054"],
]);
const CURRENCY = attributePattern("Ccy");
const XML = { de: "wohlgeformtes XML", en: "well-formed XML" };

function isStatement(name: string): boolean {
	return STATEMENTS.has(name);
}

function localName(name: string): string {
	const colon = name.indexOf(":");
	return colon < 0 ? name : name.slice(colon + 1);
}
