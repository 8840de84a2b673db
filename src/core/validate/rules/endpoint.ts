import { withoutSecrets } from "../../grader/secretNames";
import { isObject } from "../../json/value";
import { said, type Said } from "../../said";
import { gradersIn } from "../graders";
import { problemAt, type Rule } from "../rule";

/** What a header's name may be made of, and its value (RFC 9110, 5): no line break, which would begin another header. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Why an endpoint grader's address can't be asked; undefined where it can. */
export function addressFault(url: string): Said | undefined {
  const shown = withoutSecrets(url);
  if (!URL.canParse(url)) return said('"{0}" is no web address.', shown);
  const { protocol, username, password } = new URL(url);
  if (!/^https?:$/.test(protocol))
    return said('An endpoint is asked by http: or https:, not by "{0}".', protocol);
  return username === "" && password === ""
    ? undefined
    : said("{0}: user name and password can't stand in an endpoint's address. Headers carry them.", shown);
}

/** Why a header can't be sent; undefined where it can. Its value may be a key, and is not said. */
export function headerFault(name: string, value: string): Said | undefined {
  if (!HEADER_NAME.test(name)) return said("{0} is no name of a header.", JSON.stringify(name));
  return HEADER_VALUE.test(value)
    ? undefined
    : said('The header "{0}" has a line break or another character that no header may have.', name);
}

/** An endpoint grader that could never ask its service. */
export const checkEndpoints: Rule = (context) =>
  gradersIn(context.document)
    .filter(({ type }) => type === "endpoint")
    .flatMap(({ value, path }) => {
      const url = value.get("url");
      const headers = value.get("headers");
      const wrongAddress = typeof url === "string" ? addressFault(url) : undefined;
      return [
        ...(wrongAddress
          ? [
              problemAt(context, [...path, "url"], {
                code: "endpoint-address",
                message: wrongAddress.message,
              }),
            ]
          : []),
        ...[...(isObject(headers) ? headers : [])].flatMap(([name, header]) => {
          const fault = typeof header === "string" ? headerFault(name, header) : undefined;
          const place = [...path, "headers", name];
          return fault
            ? [problemAt(context, place, { code: "endpoint-header", message: fault.message })]
            : [];
        }),
      ];
    });
