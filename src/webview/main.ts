// First of all: see there.
import "./displayLanguage";
import { css } from "lit";
import "./panel";

const page = css`
  body {
    padding: 0;
  }
`;

// The page's policy refuses style elements of ours; constructed sheets it lets pass.
if (page.styleSheet) document.adoptedStyleSheets.push(page.styleSheet);
