import type { HashedPayer } from "./compare-payer.ts";
import { foldWords } from "./fold-name.ts";
import { WordFilter } from "./reading/word-filter.ts";

/**
 * Payers that pass on money of many customers: payment providers, marketplaces, carriers. What they pay is split only by
 * their own settlement data. Folded words; all of one entry must stand in the payer's name.
 */
const PAYOUT_PAYERS = (
	"paypal,stripe,klarna,adyen,mollie,sumup,zettle,izettle,payone,unzer,concardis,nexi,computop,wirecard,billpay,ratepay,riverty," +
	"heidelpay,paymill,secupay,novalnet,braintree,worldpay,worldline,elavon,evo payments,vr payment,telecash,first data,american express," +
	"wallee,datatrans,saferpay,six payment,twint,payrexx,billie,mondu," +
	"shopify,amazon payments,amazon eu,amazon services,ebay,etsy,otto payments,otto market,kaufland marketplace,zalando payments," +
	"amazon pay,metro markets,marketplace,manomano,avocadostore,about you,tiktok shop,vinted,takeaway com,lieferando,digistore24,copecart,ablefy,elopage," +
	"card complete,card service,hobex,intercard,viva wallet,viva payments,viafintech,checkout com,checkout sas,alma sas,mangopay,lemonway,swedbank pay,micropayment,payu,cdiscount,bol com,backmarket,refurbed,limango," +
	"real digital,check24,hood media,rakuten,galeria marktplatz,deutsche post,dhl,dpd,gls germany,gls parcel,hermes germany,ups,gocardless,paydirekt,easycredit"
).split(",");
const BY_FIRST_WORD = Map.groupBy(
	PAYOUT_PAYERS.map((entry) => foldWords(entry)),
	([first = ""]) => first,
);
const MAYBE_FIRST = new WordFilter(BY_FIRST_WORD.keys());

/** Who names it so pays out what others paid him. */
const PAYOUT_WORDS =
	/(?<!\p{L})(?:PP\.\d{4}\.PP|payout|settlement|disbursement|(?:sammel)?auszahlung|sammelgutschrift|\d+ zahlungen|h(?:ae|ä|a)ndlerabrechnung)(?!\p{L})/iu;

/**
 * The payer or the words that say that it is a payout of many customers' money; null where none do.
 * @param text what may say so of the posting's text; "" where nothing does.
 */
export function payoutOf(payer: Payer, text: string): string | null {
	if (isPayoutPayer(payer)) return payer.raw;
	return text === "" ? null : (PAYOUT_WORDS.exec(text)?.[0] ?? null);
}

type Payer = Pick<HashedPayer, "raw" | "words" | "hashed">;

/** Whose account is never a customer's (PRODUCT M6). No word of theirs is one that is left out of names. */
function isPayoutPayer({ words, hashed }: Payer): boolean {
	for (let i = 0; i < words.length; i++) {
		if (!MAYBE_FIRST.mayHold(hashed.hashes[i] ?? 0)) continue;
		const entries = BY_FIRST_WORD.get(words[i] ?? "");
		if (entries?.some((entry) => entry.every((word) => words.includes(word)))) return true;
	}
	return false;
}
