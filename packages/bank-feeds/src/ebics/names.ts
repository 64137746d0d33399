/**
 * Glossary of EBICS 3.0 (protocol version H005), as it is used in this folder.
 *
 * - **subscriber**: user of a partner (customer) of a host (bank). Has three RSA keys, each in a self-signed certificate:
 *   A006 signs payment files, X002 signs messages, E002 receives encrypted data.
 * - **order**: what is asked of the bank: HEV (versions), INI and HIA (our keys), HPB (the bank's keys), HTD (what the
 *   subscriber may do), BTD (download), BTU (upload).
 * - **transaction**: initialisation, transfer of segments, and for downloads the **receipt**: without a positive one the
 *   bank delivers the same data again.
 * - **order data**: what is carried: compressed, encrypted with a transaction key, cut into segments.
 */

export const H005 = "urn:org:ebics:H005";
export const H000 = "http://www.ebics.org/H000";
export const S002 = "http://www.ebics.org/S002";
export const DS = "http://www.w3.org/2000/09/xmldsig#";

export const C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
export const RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
export const SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
/** The one reference of every authentication signature: all nodes that say they are authenticated. */
export const AUTHENTICATED = "#xpointer(//*[@authenticate='true'])";

/** Who speaks to which bank. */
export interface Subscriber {
	readonly hostId: string;
	readonly partnerId: string;
	readonly userId: string;
}
