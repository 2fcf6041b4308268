const id=837,ids=[837],modules={4837:((__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.r(__webpack_exports__),__webpack_require__.d(__webpack_exports__,
{openGitHub:()=>openGitHub});var _actions_github__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(2413),_failure_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(7170);function openGitHub(token,{owner,
repo,baseUrl}){const{rest,paginate}=(0,_actions_github__WEBPACK_IMPORTED_MODULE_0__.Q)(token,baseUrl===void 0?{}:{baseUrl});return{comments:{list:async pullRequest=>(await paginate(rest.issues.listComments,
{owner,repo,issue_number:pullRequest,per_page:100})).map(({id:id2,body,user})=>({id:id2,body:body??"",byBot:user?.type==="Bot"})),create:async(pullRequest,body)=>{await rest.issues.createComment({owner,
repo,issue_number:pullRequest,body})},update:async(id2,body)=>{await rest.issues.updateComment({owner,repo,comment_id:id2,body})}},readFile:async(path,ref)=>{try{const{data}=await rest.repos.getContent(
{owner,repo,path,ref});return"content"in data&&!Array.isArray(data)?textOf(path,data):void 0}catch(error){if(error.status===404)return;throw error}}}}function textOf(path,{content,encoding}){if(encoding===
"base64")return Buffer.from(content,"base64").toString("utf8");throw new _failure_js__WEBPACK_IMPORTED_MODULE_1__.HR("usage",`GitHub does not give the content of ${path} in the base branch`,{hint:"It \
gives files of up to 1 MB: make it smaller, or set `spec-ref: head`."})}})};export{id,ids,modules};
