'use strict';
// The page of the lab. All that a script or the machine says is written as text; what is set as markup is the kit's own
// questions, which are escaped where they are made.
(function () {
{{parts}}
  open().catch(error => complain({ own: false, message: String(error), line: 0 }));
})();
