/** A shop's address in the forms it comes in: as the merchant typed it, as WordPress says it, as the API links it. */

/** What the merchant copied from his browser, without what is behind the folder of the shop. */
export function homeOf(url: string): string {
	return url.replace(/[?#].*$/, "").replace(/\/+$/, "");
}

/**
 * The shop that the API's own links lead to (`https://shop.example/sub/wp-json/...`), without protocol and API: the same
 * whether the merchant wrote it with or without www, https or a slash at the end.
 */
export function identityOf(link: string): string {
	const { host, pathname } = new URL(link);
	return `${host}${pathname.replace(/\/wp-json\/.*$/, "").replace(/\/+$/, "")}`;
}

/** Whether both are on one host, as far as their addresses say it. Plugins for languages add folders of their own. */
export function isSameHost(a: string, b: string): boolean {
	const hosts = [a, b].map((url) => URL.parse(url)?.host.replace(/^www\./, ""));
	return hosts[0] !== undefined && hosts[0] === hosts[1];
}

/** Whether both name one shop: protocol, www and a slash at the end do not count. */
export function isSameHome(a: string, b: string): boolean {
	const folders = [a, b].map((url) => URL.parse(url)?.pathname.replace(/\/+$/, ""));
	return isSameHost(a, b) && folders[0] === folders[1];
}
