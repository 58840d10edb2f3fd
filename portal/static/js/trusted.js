// The one place that may turn text into HTML or into the address of a script: the policy of
// portal/security.py refuses it everywhere else (Trusted Types). Both must be our own.
const policy = window.trustedTypes?.createPolicy("veiviser", {
  // What our server has rendered, which connect-src lets come from nowhere else.
  createHTML: (html) => html,
  createScriptURL: (address) => {
    if (new URL(address, location.href).origin !== location.origin) throw new TypeError(address);
    return address;
  },
});

export const ownHtml = (html) => policy?.createHTML(html) ?? html;
export const ownScript = (address) => policy?.createScriptURL(address) ?? address;
