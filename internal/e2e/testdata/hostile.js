// What watches a page for anything of an attack that comes to life. The browser
// puts it into every page before the page's own scripts.
globalThis.watch = (() => {
  const ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) globalThis[name] = () => { ran.push(name + ' was called'); };
  addEventListener('securitypolicyviolation', e => ran.push(`the policy had to stop ${e.violatedDirective} ${e.blockedURI}`));
  const schemes = ['https:', 'http:', 'mailto:', 'tel:'];
  const dead = ['base', 'iframe', 'frame', 'object', 'embed', 'applet', 'portal', 'style', 'template', 'audio', 'video', 'math'];

  // found is what has run, and what of the page, as the browser has read it,
  // could run or lead to where it should not.
  const found = () => {
    const all = [...ran];
    if (window.length) all.push(`the page holds ${window.length} frames`);
    for (const e of document.querySelectorAll('*')) {
      if (dead.includes(e.localName) || e.localName.includes('-')) all.push(`there is an element ${e.localName}`);
      for (const a of e.attributes) {
        if (/^(on|style$|srcdoc$|ping$|formaction$)/.test(a.name)) all.push(`${e.localName} has the attribute ${a.name}`);
      }
      if (e.localName === 'script' && e.type !== 'application/ld+json' && new URL(e.src || 'data:', location).origin !== location.origin) all.push('a script stands in the page');
      if ((e.localName === 'a' || e.localName === 'area') && e.hasAttribute('href') && !schemes.includes(e.protocol)) all.push(`a link leads to ${e.href}`);
      if (e.localName === 'form' && new URL(e.action).origin !== location.origin) all.push(`a form is sent to ${e.action}`);
      if (e.localName === 'img' && !e.src.startsWith(location.origin + '/')) all.push(`a picture comes from ${e.src}`);
    }
    return all;
  };

  // within opens pages in frames, all at once, and gives what is found in each,
  // after its address.
  const within = async addresses => {
    const seen = await Promise.all(addresses.map(address => new Promise(done => {
      const frame = document.createElement('iframe');
      frame.src = address;
      frame.onload = () => done(frame);
      document.body.append(frame);
    })));
    const all = seen.flatMap((frame, i) => frame.contentWindow.watch.found().map(fault => [addresses[i], fault]));
    seen.forEach(frame => frame.remove());
    return all;
  };
  return {found, within};
})();
