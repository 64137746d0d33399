import { createHash, generateKeyPairSync } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authenticate, verifyAuthentication } from "../../src/ebics/authentication.ts";
import { publicKeyDigest, publicKeyFromParts } from "../../src/ebics/keys.ts";
import { decrypt, encrypt } from "../../src/ebics/order-data.ts";
import { escapeXml, parseXml } from "../../src/ebics/xml.ts";
import { signatureFits, signResponse } from "./bank-crypto.ts";
import { c14n, find, read } from "./bank-xml.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Text with everything that has to be escaped, and line ends that parsers change. */
const text = fc.string({
	unit: fc.constantFrom("a", "ß", "€", "😀", "&", "<", ">", '"', "'", " ", "\t", "\n", "]]>"),
	maxLength: 12,
});
const name = fc.constantFrom("A", "b", "Zz", "ds:X", "q:Y");
const attributes = fc.dictionary(fc.constantFrom("Version", "a", "ds:b", "q:a", "z"), text, { maxKeys: 4 });
const tree: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
	node: fc
		.record({
			name,
			attributes,
			declared: fc.subarray(['xmlns:q="urn:q"', 'xmlns:q="urn:other"', 'xmlns="urn:d"', 'xmlns:unused="urn:u"'], {
				maxLength: 1,
			}),
			content: fc.array(fc.oneof({ depthSize: "small" }, text.map(escapeXml), tie("node")), { maxLength: 4 }),
		})
		.map(({ name, attributes, declared, content }) => {
			const written = Object.entries(attributes).map(
				([key, value]) => ` ${key}="${escapeXml(value).replace(/\t/g, "&#9;").replace(/\n/g, "&#10;")}"`,
			);
			return `<${name} ${declared.join(" ")}${written.join("")}>${content.join("")}</${name}>`;
		}),
})).node;

describe("both sides agree on what is signed, though they share no code", () => {
	it("in requests, whatever stands in the header", () => {
		fc.assert(
			fc.property(tree, (inner) => {
				const request = `<r xmlns="urn:org:ebics:H005" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:q="urn:q"><header authenticate="true">${inner}</header><AuthSignature/><body><x authenticate="true">${inner}</x></body></r>`;
				expect(signatureFits(read(authenticate(request, privateKey)), publicKey)).toBe(true);
			}),
			{ numRuns: 60 },
		);
	});

	it("in answers, with and without prefixes", () => {
		fc.assert(
			fc.property(tree, fc.constantFrom("", "e:"), (inner, p) => {
				const xmlns = p === "" ? "xmlns" : "xmlns:e";
				const answer = `<${p}r ${xmlns}="urn:org:ebics:H005" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:q="urn:q"><!-- remark --><${p}header authenticate="true">${inner}</${p}header>%SIGNATURE%<${p}body/></${p}r>`;
				verifyAuthentication(parseXml(Buffer.from(signResponse(answer, pem, p))), publicKey);
			}),
			{ numRuns: 60 },
		);
	});

	/** Canonical XML 1.0, chapter 3.3 and 2.4 in small: order of attributes and namespaces, inherited ones, escapes. */
	it("as the recommendation has it", () => {
		const root = read(
			'<a:doc xmlns:a="http://a" xmlns="http://d" xmlns:b="http://b"><e b:attr="1" attr2="&lt;&#13;" a:attr="3" attr="4"><f xmlns="http://d"/>&gt;&#13;</e></a:doc>',
		);
		const element = find(root, "e");
		expect(element && c14n(element)).toBe(
			'<e xmlns="http://d" xmlns:a="http://a" xmlns:b="http://b" attr="4" attr2="&lt;&#xD;" a:attr="3" b:attr="1"><f></f>&gt;&#xD;</e>',
		);
	});
});

it.each<[string, string, string]>([
	["canonical form", "REC-xml-c14n-20010315", "REC-xml-c14n-20010315#WithComments"],
	["signature", "xmldsig-more#rsa-sha256", "xmldsig-more#rsa-sha512"],
	["digest", "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2000/09/xmldsig#sha1"],
	["reference", "#xpointer(//*[@authenticate='true'])", ""],
	["transform", "<ds:Transforms>", '<ds:Transforms><ds:Transform Algorithm="other"/>'],
])("the client takes no answer that names another %s, also if the bank signed it", (_what, usual, other) => {
	const answer = `<r xmlns="urn:org:ebics:H005" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><header authenticate="true"/>%SIGNATURE%<body/></r>`;
	const signed = signResponse(answer, pem, "", (signedInfo) => signedInfo.replace(usual, other));
	expect(signed).not.toBe(signResponse(answer, pem, ""));
	expect(() => verifyAuthentication(parseXml(Buffer.from(signed)), publicKey)).toThrow("of another kind than X002");
});

describe("the building blocks", () => {
	/** A published example of the hash of exponent and modulus, as banks print it in letters. */
	it("hash a public key as EBICS 2.5 did", () => {
		const modulus = `EBBDB8E37345600644A1AD6A253365F59CEBE593E0517277906BF058A889EB00C60B3738F33C55F24D83D033C3A8F03C
			824EAF7851D6F4716ACC9C102A58C95F3D30B431D71B796D43AAF975B57E0B4A55521D7CAC8F92B0AE9FCF5F165C6AD1
			88DBE248E77843F918632945ED6C086C161CDEF30201238A5835432B2EC53F6F33B7A346E175BD987C6D55DE7111563D
			7A2C85429842DF94BFE88B7684133ECA0E8D1257D68ACF82DEB7D7BBBC45AE259576001908AAD2C8A7D810378896B998
			14B4B065F336CE93F74612589FE77933D5BE0D0EF8E7E0A9C31051A13EA44F675E758C9DE6FE27B63CCF619B31D4D022
			B92E4CAF5FD64B1FF04D065F68EB0B71`.replace(/\s/g, "");
		const key = publicKeyFromParts(Buffer.from(modulus, "hex"), Buffer.from("010001", "hex"));
		expect(publicKeyDigest(key).toString("hex")).toBe(
			"7271d583b424a6da0b7b22243be2b88c6ea60f9f7611fd18be2ce88b2103a941",
		);
	});

	it("encrypt so that nothing is left of a wrong key, and every length comes back", () => {
		const key = createHash("sha256").update("key").digest().subarray(0, 16);
		const other = Buffer.from(key).fill(1, 0, 1);
		for (let length = 0; length <= 33; length += 1) {
			const data = Buffer.alloc(length, 7);
			expect(decrypt(encrypt(data, key), key).equals(data)).toBe(true);
			expect(encrypt(data, key).length).toBe(16 * Math.floor(length / 16 + 1));
		}
		const encrypted = encrypt(Buffer.alloc(64, 7), key);
		expect(() => decrypt(encrypted.subarray(1), key)).toThrow("within a block");
		let read: Buffer | undefined;
		try {
			read = decrypt(encrypted, other);
		} catch {}
		expect(read?.includes(Buffer.alloc(8, 7)) ?? false).toBe(false);
	});
});
