<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>juseok</name>
    <message>
        <source># Guidelines

## Organisation {#ORG}

What counts as one, and what does not.</source>
        <translation># 지침

## 기관·기업 {#ORG}

무엇이 해당하고 무엇이 아닌지.</translation>
    </message>
    <message>
        <source>(no key)</source>
        <translation>(키 없음)</translation>
    </message>
    <message>
        <source>A claim</source>
        <translation>주장</translation>
    </message>
    <message>
        <source>A claim&apos;s parts are fixed; a new type can stand in another group.</source>
        <translation>주장의 구성 요소는 정해져 있습니다. 새 유형은 다른 묶음에 더하세요.</translation>
    </message>
    <message>
        <source>A comment; @name tells somebody</source>
        <translation>의견. @이름으로 부를 수 있습니다</translation>
    </message>
    <message>
        <source>A duplicate</source>
        <translation>중복</translation>
    </message>
    <message>
        <source>A folder that a sync tool carries to everybody.</source>
        <translation>동기화 도구가 모두에게 옮겨 주는 폴더.</translation>
    </message>
    <message>
        <source>A folder that a sync tool carries to everybody. Each copy of the project writes its own files there, each once, and reads those of the others: when the project is opened, and when you ask. Never put the project file itself there.</source>
        <translation>동기화 도구가 모두에게 옮겨 주는 폴더입니다. 프로젝트의 사본마다 자기 파일을 한 번씩만 쓰고 다른 사본의 것을 읽습니다. 프로젝트를 열 때, 그리고 명령할 때 합니다. 프로젝트 파일 자체는 그곳에 두지 마세요.</translation>
    </message>
    <message>
        <source>A link between claims</source>
        <translation>주장 사이의 관계</translation>
    </message>
    <message>
        <source>A mention in several pieces has no other place.</source>
        <translation>여러 조각으로 된 언급에는 같은 자리가 없습니다.</translation>
    </message>
    <message>
        <source>A model of your own finished articles; used only where it beats the rules.</source>
        <translation>스스로 마친 기사로 배운 모델입니다. 규칙보다 나을 때만 씁니다.</translation>
    </message>
    <message>
        <source>A name that it goes by elsewhere.</source>
        <translation>다른 곳에서 불리는 이름입니다.</translation>
    </message>
    <message>
        <source>A parked question becomes a numbered ruling, shown wherever its words stand.</source>
        <translation>남겨 둔 질문이 번호 붙은 결정이 되어, 같은 말이 나오는 곳마다 보입니다.</translation>
    </message>
    <message>
        <source>A particle more, as in 서울에서|는.</source>
        <translation>서울에서|는처럼 조사 하나 더.</translation>
    </message>
    <message>
        <source>A program beside this one; it needs some 350 MB of memory.</source>
        <translation>따로 도는 프로그램이며, 메모리를 350 MB쯤 씁니다.</translation>
    </message>
    <message>
        <source>A question is parked: {about}. The key again to write it down.</source>
        <translation>질문을 남겼습니다: {about}. 다시 누르면 내용을 적습니다.</translation>
    </message>
    <message>
        <source>A question without words</source>
        <translation>내용 없는 질문</translation>
    </message>
    <message>
        <source>A relationship has no key of a type: Enter accepts it.</source>
        <translation>관계에는 유형 키가 없습니다. Enter로 받아들입니다.</translation>
    </message>
    <message>
        <source>A reply to the reviewer, once</source>
        <translation>검토자에게 한 번 답하기</translation>
    </message>
    <message>
        <source>A row without a tick means any type.</source>
        <translation>아무것도 고르지 않은 줄은 모든 유형을 뜻합니다.</translation>
    </message>
    <message>
        <source>A rule read this off the wording. Choose a value to settle it.</source>
        <translation>규칙이 문장에서 읽은 값입니다. 값을 고르면 확정됩니다.</translation>
    </message>
    <message>
        <source>A saved export is of all articles, or of those a search finds: choose “All”.</source>
        <translation>저장한 내보내기는 기사 모두나 검색에 맞는 기사를 담습니다. ‘모두’를 고르세요.</translation>
    </message>
    <message>
        <source>A saved export is of one annotator or of all: tick one.</source>
        <translation>저장하는 내보내기는 한 사람 또는 모두의 것입니다. 한 사람만 고르세요.</translation>
    </message>
    <message>
        <source>A sentence begins here already, or nothing stands on one side.</source>
        <translation>이미 여기서 문장이 시작하거나, 한쪽에 글이 없습니다.</translation>
    </message>
    <message>
        <source>A value in use can only be taken out of use.</source>
        <translation>쓰인 값은 지우지 않고 사용을 멈춥니다.</translation>
    </message>
    <message>
        <source>A workbench for annotating Korean news by hand.</source>
        <translation>한국어 뉴스에 손으로 주석을 다는 작업대입니다.</translation>
    </message>
    <message>
        <source>A working copy: everything here is done as {name}.</source>
        <translation>작업본입니다. 여기서 하는 일은 모두 {name}의 이름으로 남습니다.</translation>
    </message>
    <message>
        <source>About Juseok</source>
        <translation>Juseok 정보</translation>
    </message>
    <message>
        <source>Accept all agreed</source>
        <translation>일치한 것 모두 채택</translation>
    </message>
    <message>
        <source>Accept all of the same name</source>
        <translation>같은 이름 모두 받아들이기</translation>
    </message>
    <message>
        <source>Accept the rest of the lot</source>
        <translation>묶음의 나머지 채택</translation>
    </message>
    <message>
        <source>Accept the suggestion</source>
        <translation>제안 받아들이기</translation>
    </message>
    <message>
        <source>Accept what agrees, everywhere…</source>
        <translation>어디서나 일치한 것 채택…</translation>
    </message>
    <message>
        <source>Accept what is certain</source>
        <translation>확실한 것 받아들이기</translation>
    </message>
    <message>
        <source>Accept what is certain…</source>
        <translation>확실한 것 받아들이기…</translation>
    </message>
    <message>
        <source>Accept without a person ({done} of {of} articles compared so far)</source>
        <translation>사람 없이 채택(지금까지 기사 {of}건 가운데 {done}건을 견줌)</translation>
    </message>
    <message>
        <source>Accept without a person, in every article under review</source>
        <translation>검토할 모든 기사에서 사람 없이 채택</translation>
    </message>
    <message>
        <source>Accept {count} new or equal in name and type</source>
        <translation>새로운 것과 이름·유형이 같은 것 {count}개 받아들이기</translation>
    </message>
    <message>
        <source>Accept {count} suggestion(s)</source>
        <translation>제안 {count}개 받아들이기</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>채택</translation>
    </message>
    <message>
        <source>Accepted and fixed</source>
        <translation>고쳐 채택</translation>
    </message>
    <message>
        <source>Accepted in {count} place(s).</source>
        <translation>{count}곳에서 받아들였습니다.</translation>
    </message>
    <message>
        <source>Accepted {count} item(s); {left}. One undo takes them back.</source>
        <translation>{count}개 항목을 채택했습니다. {left}. 되돌리기 한 번으로 모두 되돌립니다.</translation>
    </message>
    <message>
        <source>Accepting the lot</source>
        <translation>묶음을 채택하는 중</translation>
    </message>
    <message>
        <source>Accepting what agrees</source>
        <translation>일치한 것을 채택하는 중</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>동작</translation>
    </message>
    <message>
        <source>Actions and keys</source>
        <translation>동작과 키</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
    <message>
        <source>Add (Ctrl+N)</source>
        <translation>추가 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Add a note</source>
        <translation>메모 달기</translation>
    </message>
    <message>
        <source>Add a value</source>
        <translation>값 추가</translation>
    </message>
    <message>
        <source>Add another name to the entity…</source>
        <translation>개체에 다른 이름 더하기…</translation>
    </message>
    <message>
        <source>Add articles to “{name}”</source>
        <translation>‘{name}’에 기사 추가</translation>
    </message>
    <message>
        <source>Add articles…</source>
        <translation>기사 추가…</translation>
    </message>
    <message>
        <source>Add content to the claim</source>
        <translation>주장에 내용 더하기</translation>
    </message>
    <message>
        <source>Add the selection</source>
        <translation>고른 글 더하기</translation>
    </message>
    <message>
        <source>Add the selection to this mention</source>
        <translation>선택한 곳을 이 언급에 더하기</translation>
    </message>
    <message>
        <source>Add to the scheme</source>
        <translation>체계에 추가</translation>
    </message>
    <message>
        <source>Add what is often confused</source>
        <translation>자주 헷갈린 것 넣기</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>더함</translation>
    </message>
    <message>
        <source>Added in gold</source>
        <translation>정답 층에서 추가</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>주소</translation>
    </message>
    <message>
        <source>Affirmed or negated</source>
        <translation>긍정·부정</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>일치</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>일치도</translation>
    </message>
    <message>
        <source>Agreement – Juseok</source>
        <translation>일치도 – Juseok</translation>
    </message>
    <message>
        <source>Agreement…</source>
        <translation>일치도…</translation>
    </message>
    <message>
        <source>All ({count})</source>
        <translation>모두({count})</translation>
    </message>
    <message>
        <source>All articles</source>
        <translation>모든 기사</translation>
    </message>
    <message>
        <source>All columns to the difference</source>
        <translation>모든 칸을 다른 곳으로</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>모든 종류</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>모든 줄</translation>
    </message>
    <message>
        <source>All mentions of “{name}”</source>
        <translation>‘{name}’의 모든 언급</translation>
    </message>
    <message>
        <source>All mentions of “{name}”:</source>
        <translation>‘{name}’의 모든 언급:</translation>
    </message>
    <message>
        <source>All of the project</source>
        <translation>프로젝트 전체</translation>
    </message>
    <message>
        <source>All of your articles are finished. Send “{name}” back; {key} packs what you did.</source>
        <translation>맡은 기사를 모두 끝냈습니다. ‘{name}’(을)를 돌려보내세요. {key}로 한 일을 묶을 수 있습니다.</translation>
    </message>
    <message>
        <source>All of your work is in types and values that are in use.</source>
        <translation>내 작업의 유형과 값은 모두 지금 쓰이는 것입니다.</translation>
    </message>
    <message>
        <source>All that waits is still being read; try again in a moment.</source>
        <translation>검토할 것을 아직 모두 읽지 못했습니다. 잠시 뒤에 다시 해 주세요.</translation>
    </message>
    <message>
        <source>All that “{search}” finds:</source>
        <translation>‘{search}’ 검색에 나온 것 모두:</translation>
    </message>
    <message>
        <source>All types</source>
        <translation>모든 유형</translation>
    </message>
    <message>
        <source>All {count} line(s)</source>
        <translation>{count}줄 모두</translation>
    </message>
    <message>
        <source>Also</source>
        <translation>다른 이름</translation>
    </message>
    <message>
        <source>Also what is still in progress</source>
        <translation>하는 중인 것도 세기</translation>
    </message>
    <message>
        <source>Also what is the same</source>
        <translation>같은 것도</translation>
    </message>
    <message>
        <source>Also: {names}</source>
        <translation>다른 이름: {names}</translation>
    </message>
    <message>
        <source>An earlier export is in this folder.</source>
        <translation>앞서 내보낸 것이 이 폴더에 있습니다.</translation>
    </message>
    <message>
        <source>An identifier stays: annotations and exports name it.</source>
        <translation>식별자는 바뀌지 않습니다. 주석과 내보낸 파일이 이 이름을 씁니다.</translation>
    </message>
    <message>
        <source>Annotate without suggestions</source>
        <translation>제안 없이 주석</translation>
    </message>
    <message>
        <source>Annotation scheme</source>
        <translation>주석 체계</translation>
    </message>
    <message>
        <source>Annotator</source>
        <translation>주석자</translation>
    </message>
    <message>
        <source>Annotator and reviewer</source>
        <translation>주석자 겸 검토자</translation>
    </message>
    <message>
        <source>Annotator {number} has nothing here.</source>
        <translation>{number}번 주석자는 여기에 표시하지 않았습니다.</translation>
    </message>
    <message>
        <source>Annotators</source>
        <translation>주석자</translation>
    </message>
    <message>
        <source>Annotators per article</source>
        <translation>기사당 주석자 수</translation>
    </message>
    <message>
        <source>Annotators…</source>
        <translation>주석자…</translation>
    </message>
    <message>
        <source>Anonymous review</source>
        <translation>익명 검토</translation>
    </message>
    <message>
        <source>Another article beside…</source>
        <translation>나란히 볼 기사 바꾸기…</translation>
    </message>
    <message>
        <source>Another name</source>
        <translation>다른 이름</translation>
    </message>
    <message>
        <source>Another name, then Enter</source>
        <translation>다른 이름을 쓰고 Enter</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>그 밖의 이유</translation>
    </message>
    <message>
        <source>Another seed splits otherwise</source>
        <translation>시드가 다르면 다르게 나뉩니다</translation>
    </message>
    <message>
        <source>Another type</source>
        <translation>다른 유형</translation>
    </message>
    <message>
        <source>Another type, another entity, or away with them; each is shown first.</source>
        <translation>다른 유형이나 다른 개체로 바꾸거나 지웁니다. 먼저 하나씩 보여 줍니다.</translation>
    </message>
    <message>
        <source>Another type, entity or value for all of one&apos;s own that the search finds.</source>
        <translation>검색에 나온 내 것을 모두 다른 유형, 개체, 값으로 바꿉니다.</translation>
    </message>
    <message>
        <source>Answer a question…</source>
        <translation>질문에 답하기…</translation>
    </message>
    <message>
        <source>Answer: {words}</source>
        <translation>답하기: {words}</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Any colour, as #rrggbb</source>
        <translation>아무 색이나 #rrggbb 꼴로</translation>
    </message>
    <message>
        <source>Any rights</source>
        <translation>모든 권리</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>모든 상태</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>모양</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>적용</translation>
    </message>
    <message>
        <source>Arrow keys and Enter, or a click: all figures of one of them.</source>
        <translation>화살표와 Enter, 또는 클릭: 그 하나의 모든 수치를 봅니다.</translation>
    </message>
    <message>
        <source>Arrow keys and Enter, or a click: open the article.</source>
        <translation>화살표와 Enter, 또는 클릭: 기사를 엽니다.</translation>
    </message>
    <message>
        <source>Arrow keys and Enter, or a click: the places of a cell.</source>
        <translation>화살표와 Enter, 또는 클릭: 칸의 자리를 보여 줍니다.</translation>
    </message>
    <message>
        <source>Article</source>
        <translation>기사</translation>
    </message>
    <message>
        <source>Article as it was</source>
        <translation>그때의 기사</translation>
    </message>
    <message>
        <source>Article as {name} has it</source>
        <translation>{name}의 기사</translation>
    </message>
    <message>
        <source>Article begins here</source>
        <translation>여기서 기사 시작</translation>
    </message>
    <message>
        <source>Article details</source>
        <translation>기사 정보</translation>
    </message>
    <message>
        <source>Article details…</source>
        <translation>기사 정보…</translation>
    </message>
    <message>
        <source>Article list</source>
        <translation>기사 목록</translation>
    </message>
    <message>
        <source>Article text</source>
        <translation>기사 글</translation>
    </message>
    <message>
        <source>Article {number} of {total}</source>
        <translation>기사 {number} / {total}</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>기사</translation>
    </message>
    <message>
        <source>Articles that differ</source>
        <translation>다른 기사</translation>
    </message>
    <message>
        <source>Articles that have gold come first, as training for everybody</source>
        <translation>정답이 있는 기사를 모두의 연습으로 먼저 하기</translation>
    </message>
    <message>
        <source>Articles that several do</source>
        <translation>여럿이 겹쳐 하는 기사</translation>
    </message>
    <message>
        <source>Articles to import</source>
        <translation>가져올 기사</translation>
    </message>
    <message>
        <source>Articles without suggestions</source>
        <translation>제안 없이 주석한 기사</translation>
    </message>
    <message>
        <source>As</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>As a right click: for the selection, or what is under the caret.</source>
        <translation>오른쪽 단추를 누른 것과 같습니다. 선택한 글이나 커서가 놓인 것의 메뉴입니다.</translation>
    </message>
    <message>
        <source>As filtered in the list</source>
        <translation>목록에 걸러진 대로</translation>
    </message>
    <message>
        <source>As filtered in the list ({count})</source>
        <translation>목록에 거른 대로({count})</translation>
    </message>
    <message>
        <source>As in the list</source>
        <translation>목록 순서</translation>
    </message>
    <message>
        <source>As it is now</source>
        <translation>지금 그대로</translation>
    </message>
    <message>
        <source>As it was on {when}, after: {what}. To read only.</source>
        <translation>{when} ‘{what}’ 뒤의 모습입니다. 읽기만 합니다.</translation>
    </message>
    <message>
        <source>As it was then</source>
        <translation>그때로</translation>
    </message>
    <message>
        <source>As of when</source>
        <translation>어느 시점</translation>
    </message>
    <message>
        <source>As of when in this column: {when}</source>
        <translation>이 칸이 보여 주는 때: {when}</translation>
    </message>
    <message>
        <source>As the file says: {names}</source>
        <translation>파일에 적힌 대로: {names}</translation>
    </message>
    <message>
        <source>Asked for: {what}</source>
        <translation>찾을 것: {what}</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>배정</translation>
    </message>
    <message>
        <source>Assign, reassign, return an article, open or close it.</source>
        <translation>배정하고 다시 배정하고, 기사를 돌려보내고, 열고 닫습니다.</translation>
    </message>
    <message>
        <source>Assignments</source>
        <translation>맡긴 기사</translation>
    </message>
    <message>
        <source>At first</source>
        <translation>처음부터 보임</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Attributes it carries</source>
        <translation>지니는 속성</translation>
    </message>
    <message>
        <source>Attributes of {gold}</source>
        <translation>{gold}의 속성</translation>
    </message>
    <message>
        <source>Back to in progress</source>
        <translation>다시 진행 중으로</translation>
    </message>
    <message>
        <source>Back to the items of the review</source>
        <translation>검토 항목으로 돌아가기</translation>
    </message>
    <message>
        <source>Backing up and merging…</source>
        <translation>백업하고 합치는 중…</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>무엇으로</translation>
    </message>
    <message>
        <source>Before finishing</source>
        <translation>마치기 전에</translation>
    </message>
    <message>
        <source>Blind: nobody sees another&apos;s work before it is reviewed</source>
        <translation>블라인드: 검토 전에는 다른 사람의 작업이 보이지 않음</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>파랑</translation>
    </message>
    <message>
        <source>Body</source>
        <translation>본문</translation>
    </message>
    <message>
        <source>Both directions mean the same</source>
        <translation>두 방향의 뜻이 같음</translation>
    </message>
    <message>
        <source>Both ends have the same type</source>
        <translation>두 끝의 유형이 같음</translation>
    </message>
    <message>
        <source>Boundary</source>
        <translation>구간</translation>
    </message>
    <message>
        <source>Boundary conflict</source>
        <translation>구간 불일치</translation>
    </message>
    <message>
        <source>Boundary of {gold}</source>
        <translation>{gold}의 경계</translation>
    </message>
    <message>
        <source>Break down</source>
        <translation>나누어 보기</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>작업 받아 합치기</translation>
    </message>
    <message>
        <source>Bring back…</source>
        <translation>작업 받아 합치기…</translation>
    </message>
    <message>
        <source>Bring the article back</source>
        <translation>기사 되살리기</translation>
    </message>
    <message>
        <source>Bring this annotation back</source>
        <translation>이 주석 되살리기</translation>
    </message>
    <message>
        <source>Bundle (.juseokb): smaller, for somebody who has a copy already</source>
        <translation>묶음(.juseokb): 더 작으며, 이미 사본이 있는 사람에게</translation>
    </message>
    <message>
        <source>By a rule, in all articles; first it says how much. Ties are left.</source>
        <translation>모든 기사에서 규칙으로 채택합니다. 먼저 몇 개인지 보여 주며, 같은 수로 갈린 것은 남깁니다.</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>이름으로 고르기</translation>
    </message>
    <message>
        <source>By the place in the text, so that the columns stay in step.</source>
        <translation>글의 자리에 맞추므로 칸끼리 어긋나지 않습니다.</translation>
    </message>
    <message>
        <source>By what an article says of its rights, exports take it or leave it out.</source>
        <translation>내보낼 때 권리에 적힌 말로 기사를 골라 내보내거나 뺄 수 있습니다.</translation>
    </message>
    <message>
        <source>By {what}</source>
        <translation>{what} 순</translation>
    </message>
    <message>
        <source>Byline</source>
        <translation>기자</translation>
    </message>
    <message>
        <source>Bylines</source>
        <translation>기자</translation>
    </message>
    <message>
        <source>Bylines, with commas between</source>
        <translation>기자(쉼표로 나눔)</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>캠페인</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>캠페인</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Caption</source>
        <translation>사진 설명</translation>
    </message>
    <message>
        <source>Carried by</source>
        <translation>지니는 것</translation>
    </message>
    <message>
        <source>Certain</source>
        <translation>단정</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>확실성</translation>
    </message>
    <message>
        <source>Certainty and polarity</source>
        <translation>확실성과 긍부정</translation>
    </message>
    <message>
        <source>Certainty and polarity: {words}</source>
        <translation>확실성과 긍부정: {words}</translation>
    </message>
    <message>
        <source>Certainty unknown</source>
        <translation>확실성 알 수 없음</translation>
    </message>
    <message>
        <source>Change a campaign…</source>
        <translation>캠페인 바꾸기…</translation>
    </message>
    <message>
        <source>Change all mentions of the entity…</source>
        <translation>개체의 언급 한꺼번에 바꾸기…</translation>
    </message>
    <message>
        <source>Change what was found…</source>
        <translation>찾은 것 한꺼번에 바꾸기…</translation>
    </message>
    <message>
        <source>Change {count} annotation(s)</source>
        <translation>{count}개 바꾸기</translation>
    </message>
    <message>
        <source>Change {count} mention(s)</source>
        <translation>언급 {count}개 바꾸기</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>바꿈</translation>
    </message>
    <message>
        <source>Changed {count} annotation(s) in {articles} article(s).</source>
        <translation>기사 {articles}건에서 {count}개를 바꾸었습니다.</translation>
    </message>
    <message>
        <source>Changed {count} annotation(s) in {articles} article(s); {passed} had changed meanwhile.</source>
        <translation>기사 {articles}건에서 {count}개를 바꾸었습니다. {passed}개는 그사이 달라져 건너뛰었습니다.</translation>
    </message>
    <message>
        <source>Changes only how the article is shown, never its text.</source>
        <translation>보이는 모양만 바뀌고 본문은 그대로입니다.</translation>
    </message>
    <message>
        <source>Check my tags</source>
        <translation>내 태그 점검</translation>
    </message>
    <message>
        <source>Check my tags…</source>
        <translation>내 태그 점검…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>폴더 고르기</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>폴더 고르기…</translation>
    </message>
    <message>
        <source>Choose a step in the list.</source>
        <translation>목록에서 한 단계를 고르세요.</translation>
    </message>
    <message>
        <source>Choose a table with file names</source>
        <translation>파일 이름이 든 표 고르기</translation>
    </message>
    <message>
        <source>Choose an action above.</source>
        <translation>위에서 동작을 고르세요.</translation>
    </message>
    <message>
        <source>Choose an article on the left.</source>
        <translation>왼쪽에서 기사를 고르세요.</translation>
    </message>
    <message>
        <source>Choose another entity…</source>
        <translation>다른 개체 고르기…</translation>
    </message>
    <message>
        <source>Choose articles and at least one annotator.</source>
        <translation>기사와 주석자를 한 명 이상 고르세요.</translation>
    </message>
    <message>
        <source>Choose files</source>
        <translation>파일 고르기</translation>
    </message>
    <message>
        <source>Choose files or a folder, or drop them here.</source>
        <translation>파일이나 폴더를 고르거나 여기에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Choose files, or drop them here.</source>
        <translation>파일을 고르거나 여기에 끌어다 놓으세요.</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>파일 고르기…</translation>
    </message>
    <message>
        <source>Choose the column with the article text.</source>
        <translation>기사 글이 든 열을 골라 주세요.</translation>
    </message>
    <message>
        <source>Choose the file…</source>
        <translation>파일 고르기…</translation>
    </message>
    <message>
        <source>Choose the folder…</source>
        <translation>폴더 고르기…</translation>
    </message>
    <message>
        <source>Choose the mention at the other end first.</source>
        <translation>먼저 이을 언급을 고르세요.</translation>
    </message>
    <message>
        <source>Choose the outer claim…</source>
        <translation>바깥 주장 고르기…</translation>
    </message>
    <message>
        <source>Choose what is asked for.</source>
        <translation>무엇을 찾을지 고르세요.</translation>
    </message>
    <message>
        <source>Claim</source>
        <translation>주장</translation>
    </message>
    <message>
        <source>Claim link</source>
        <translation>주장 관계</translation>
    </message>
    <message>
        <source>Claim links</source>
        <translation>주장 관계</translation>
    </message>
    <message>
        <source>Claim “{quote}”</source>
        <translation>주장 ‘{quote}’</translation>
    </message>
    <message>
        <source>Claims</source>
        <translation>주장</translation>
    </message>
    <message>
        <source>Claims like “{quote}”</source>
        <translation>“{quote}”(과)와 비슷한 주장</translation>
    </message>
    <message>
        <source>Claims of the article</source>
        <translation>기사의 주장</translation>
    </message>
    <message>
        <source>Claims: {what}</source>
        <translation>주장: {what}</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>거르기 지우기</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>찾던 말 지우기</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close the campaign</source>
        <translation>캠페인 닫기</translation>
    </message>
    <message>
        <source>Close the claim</source>
        <translation>주장 닫기</translation>
    </message>
    <message>
        <source>Close the search</source>
        <translation>찾기 닫기</translation>
    </message>
    <message>
        <source>Close the second article</source>
        <translation>둘째 기사 닫기</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>알림 닫기</translation>
    </message>
    <message>
        <source>Close without saving</source>
        <translation>저장하지 않고 닫기</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>Colour number</source>
        <translation>색 번호</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <translation>{name}의 색</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>표의 열</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>명령 찾기</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>의견</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>댓글</translation>
    </message>
    <message>
        <source>Comments on items</source>
        <translation>의견</translation>
    </message>
    <message>
        <source>Compare side by side…</source>
        <translation>나란히 비교…</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>견줄 때</translation>
    </message>
    <message>
        <source>Compare with nothing</source>
        <translation>견주지 않기</translation>
    </message>
    <message>
        <source>Compare with the step before</source>
        <translation>바로 앞과 견주기</translation>
    </message>
    <message>
        <source>Compare with today</source>
        <translation>지금과 견주기</translation>
    </message>
    <message>
        <source>Compare – Juseok</source>
        <translation>비교 – Juseok</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>비교하는 중…</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>제약</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>내용</translation>
    </message>
    <message>
        <source>Contrast: text {body}, chip {chip}</source>
        <translation>명암비: 본문 {body}, 글자표 {chip}</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>글 복사</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>보고서 복사</translation>
    </message>
    <message>
        <source>Copy the versions</source>
        <translation>판 정보 복사</translation>
    </message>
    <message>
        <source>Copyright</source>
        <translation>저작권</translation>
    </message>
    <message>
        <source>Coral</source>
        <translation>산호색</translation>
    </message>
    <message>
        <source>Correct the zones…</source>
        <translation>구역 바로잡기…</translation>
    </message>
    <message>
        <source>Corrected sentences</source>
        <translation>고친 문장</translation>
    </message>
    <message>
        <source>Correcting zones</source>
        <translation>구역 고치기</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>다시 세기</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>세는 중…</translation>
    </message>
    <message>
        <source>Ctrl+Enter keeps it, Esc leaves it</source>
        <translation>Ctrl+Enter 저장, Esc 취소</translation>
    </message>
    <message>
        <source>Cue</source>
        <translation>표지</translation>
    </message>
    <message>
        <source>Cue of a claim</source>
        <translation>주장의 전달 표지</translation>
    </message>
    <message>
        <source>Cycles through annotations that overlap here.</source>
        <translation>여기서 겹치는 주석을 차례로 고릅니다.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Dark page</source>
        <translation>어두운 바탕</translation>
    </message>
    <message>
        <source>Dash and dot</source>
        <translation>일점쇄선</translation>
    </message>
    <message>
        <source>Dashed line</source>
        <translation>파선</translation>
    </message>
    <message>
        <source>Dashes</source>
        <translation>파선</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>Date (ISO 8601)</source>
        <translation>날짜(ISO 8601)</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>날짜와 시각</translation>
    </message>
    <message>
        <source>Date as printed</source>
        <translation>적힌 그대로의 날짜</translation>
    </message>
    <message>
        <source>Date of change</source>
        <translation>수정일</translation>
    </message>
    <message>
        <source>Date of crawling</source>
        <translation>수집일</translation>
    </message>
    <message>
        <source>Dateline</source>
        <translation>발신지</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>Default key</source>
        <translation>기본 키</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Delete the annotation</source>
        <translation>주석 지우기</translation>
    </message>
    <message>
        <source>Delete the claim</source>
        <translation>주장 지우기</translation>
    </message>
    <message>
        <source>Delete the entity</source>
        <translation>개체 지우기</translation>
    </message>
    <message>
        <source>Delete the entity (when nothing uses it)</source>
        <translation>개체 지우기(쓰는 곳이 없을 때)</translation>
    </message>
    <message>
        <source>Delete the note</source>
        <translation>메모 지우기</translation>
    </message>
    <message>
        <source>Delete the relationship</source>
        <translation>관계 지우기</translation>
    </message>
    <message>
        <source>Delete the value</source>
        <translation>값 삭제</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>모두 지우기</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>정보</translation>
    </message>
    <message>
        <source>Details of articles</source>
        <translation>기사 정보</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>다른 곳</translation>
    </message>
    <message>
        <source>Differences, or articles that differ</source>
        <translation>다른 곳 또는 다른 기사 목록</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Document before</source>
        <translation>앞 문서</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>다시 실행함: {what}</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>점선</translation>
    </message>
    <message>
        <source>Dotted line</source>
        <translation>점선</translation>
    </message>
    <message>
        <source>Double line</source>
        <translation>겹선</translation>
    </message>
    <message>
        <source>Draw all relationships</source>
        <translation>관계 모두 그리기</translation>
    </message>
    <message>
        <source>Draw no.</source>
        <translation>추첨 번호</translation>
    </message>
    <message>
        <source>Drop files or folders here</source>
        <translation>파일이나 폴더를 여기에 놓으세요</translation>
    </message>
    <message>
        <source>Each piece of content a claim of its own</source>
        <translation>내용 토막마다 따로 한 주장으로 나누기</translation>
    </message>
    <message>
        <source>Each piece of content becomes a claim of its own.</source>
        <translation>내용 하나하나가 따로 주장이 됩니다.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Edit the scheme…</source>
        <translation>주석 체계 편집…</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>인코딩</translation>
    </message>
    <message>
        <source>Encodings: {names}</source>
        <translation>인코딩: {names}</translation>
    </message>
    <message>
        <source>End one character earlier</source>
        <translation>끝을 한 글자 앞으로</translation>
    </message>
    <message>
        <source>End one character later</source>
        <translation>끝을 한 글자 뒤로</translation>
    </message>
    <message>
        <source>End one morpheme earlier</source>
        <translation>끝을 형태소 하나 앞으로</translation>
    </message>
    <message>
        <source>End one morpheme later</source>
        <translation>끝을 형태소 하나 뒤로</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>양끝</translation>
    </message>
    <message>
        <source>Enter: the next place of the row. Shift+Enter: on in the text.</source>
        <translation>Enter: 이 줄의 다음 자리. Shift+Enter: 글로.</translation>
    </message>
    <message>
        <source>Entities</source>
        <translation>개체</translation>
    </message>
    <message>
        <source>Entities joined</source>
        <translation>같다고 묶은 개체</translation>
    </message>
    <message>
        <source>Entities kept apart</source>
        <translation>따로 두기로 한 개체</translation>
    </message>
    <message>
        <source>Entity</source>
        <translation>개체</translation>
    </message>
    <message>
        <source>Entity of {mine}</source>
        <translation>{mine}의 개체</translation>
    </message>
    <message>
        <source>Entity types</source>
        <translation>개체 유형</translation>
    </message>
    <message>
        <source>Every line has a key for what it is; Esc leaves.</source>
        <translation>줄이 무엇인지 키 하나로 정합니다. Esc로 나갑니다.</translation>
    </message>
    <message>
        <source>Every other article is finished.</source>
        <translation>다른 기사는 모두 마쳤습니다.</translation>
    </message>
    <message>
        <source>Every other place in the article with the same name; one undo takes all back.</source>
        <translation>기사에서 같은 이름이 나오는 다른 곳 모두. 한 번에 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Every question is settled.</source>
        <translation>남은 질문이 없습니다.</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Everybody together</source>
        <translation>모두 함께</translation>
    </message>
    <message>
        <source>Everybody&apos;s ({count} annotator(s))</source>
        <translation>모두의 것(주석자 {count}명)</translation>
    </message>
    <message>
        <source>Everybody&apos;s and gold ({count} annotator(s))</source>
        <translation>모두의 것과 정답(주석자 {count}명)</translation>
    </message>
    <message>
        <source>Everybody&apos;s, each by itself</source>
        <translation>모두의 것, 사람마다 따로</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>모든 것</translation>
    </message>
    <message>
        <source>Everything by name; articles too.</source>
        <translation>모든 것을 이름으로 찾습니다. 기사도 됩니다.</translation>
    </message>
    <message>
        <source>Everything is as in gold.</source>
        <translation>모두 정답과 같습니다.</translation>
    </message>
    <message>
        <source>Everything is saved as you work; this says when.</source>
        <translation>일하는 동안 모두 저장됩니다. 언제 저장됐는지 보여 줍니다.</translation>
    </message>
    <message>
        <source>Everything is saved. {last}</source>
        <translation>모두 저장되어 있습니다. {last}</translation>
    </message>
    <message>
        <source>Everything of annotator {n} here</source>
        <translation>{n}번 주석자의 것 모두 채택</translation>
    </message>
    <message>
        <source>Everything stays on this machine; Juseok uses no network.</source>
        <translation>모두 이 컴퓨터에 머뭅니다. Juseok은 네트워크를 쓰지 않습니다.</translation>
    </message>
    <message>
        <source>Everything under review</source>
        <translation>검토할 것 전체</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>어디서나</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>근거</translation>
    </message>
    <message>
        <source>Exchange the columns</source>
        <translation>칸 바꾸기</translation>
    </message>
    <message>
        <source>Exchange the two articles</source>
        <translation>두 기사 자리 바꾸기</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>내보낼 파일</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>F1 below</source>
        <translation>F1이 이보다 낮은 것</translation>
    </message>
    <message>
        <source>F1 on training articles to go on</source>
        <translation>연습 기사에서 넘어야 할 F1</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>값</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>파일 이름</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Files or folders of other tools: their annotations come into this project. Before anything is changed you see what they hold.</source>
        <translation>다른 도구의 파일이나 폴더에 든 주석을 이 프로젝트로 가져옵니다. 무엇이 들었는지 먼저 보여 주고, 그 전에는 아무것도 바꾸지 않습니다.</translation>
    </message>
    <message>
        <source>Files that other tools annotated, with what their labels become.</source>
        <translation>다른 도구로 주석한 파일. 라벨이 무엇이 될지 정합니다.</translation>
    </message>
    <message>
        <source>Filter articles</source>
        <translation>기사 거르기</translation>
    </message>
    <message>
        <source>Filter by title or file</source>
        <translation>제목이나 파일로 거르기</translation>
    </message>
    <message>
        <source>Filter by words</source>
        <translation>낱말로 거르기</translation>
    </message>
    <message>
        <source>Filter items</source>
        <translation>항목 거르기</translation>
    </message>
    <message>
        <source>Filter the article list</source>
        <translation>기사 목록 거르기</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>동작이나 키 찾기</translation>
    </message>
    <message>
        <source>Find an entity</source>
        <translation>개체 찾기</translation>
    </message>
    <message>
        <source>Find in the article</source>
        <translation>기사에서 찾기</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>다음 찾기</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>이전 찾기</translation>
    </message>
    <message>
        <source>Find whole words only</source>
        <translation>낱말 단위로 찾기</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>마치기</translation>
    </message>
    <message>
        <source>Finish all the same</source>
        <translation>그대로 마치기</translation>
    </message>
    <message>
        <source>Finish and next article</source>
        <translation>마치고 다음 기사로</translation>
    </message>
    <message>
        <source>Finish one pass…</source>
        <translation>한 단계 끝내기…</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>마침</translation>
    </message>
    <message>
        <source>First project</source>
        <translation>첫 프로젝트</translation>
    </message>
    <message>
        <source>Fix a copy</source>
        <translation>고쳐 채택</translation>
    </message>
    <message>
        <source>Folded away</source>
        <translation>접어 둠</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>폴더</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>시스템에 맞춤</translation>
    </message>
    <message>
        <source>Fonts: Pretendard and NanumGothic, SIL Open Font License 1.1.</source>
        <translation>글꼴: Pretendard와 나눔고딕, SIL Open Font License 1.1.</translation>
    </message>
    <message>
        <source>Footer</source>
        <translation>꼬리말</translation>
    </message>
    <message>
        <source>For</source>
        <translation>받는 사람</translation>
    </message>
    <message>
        <source>For a mention in several pieces.</source>
        <translation>여러 조각으로 나뉜 언급에 씁니다.</translation>
    </message>
    <message>
        <source>For everybody, to see what suggestions change; the list shows a crossed eye.</source>
        <translation>누구에게나 그렇습니다. 제안이 무엇을 바꾸는지 보려는 기사이며, 목록에 가린 눈으로 보입니다.</translation>
    </message>
    <message>
        <source>For example: CC BY 4.0, or not to be handed on</source>
        <translation>예: CC BY 4.0, 배포 금지</translation>
    </message>
    <message>
        <source>Forget this saved export</source>
        <translation>저장한 내보내기 지우기</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Found by the search</source>
        <translation>검색으로 찾은 기사</translation>
    </message>
    <message>
        <source>Free text</source>
        <translation>자유로운 글</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>고정</translation>
    </message>
    <message>
        <source>Freezes the project under a name, and tells what differs between two.</source>
        <translation>프로젝트를 이름을 붙여 고정하고, 둘 사이에 무엇이 다른지 보여 줍니다.</translation>
    </message>
    <message>
        <source>From</source>
        <translation>어디에서</translation>
    </message>
    <message>
        <source>From (head)</source>
        <translation>시작(머리)</translation>
    </message>
    <message>
        <source>From {pages} text(s) in {files} file(s).</source>
        <translation>파일 {files}개에서 원문 {pages}쪽을 읽었습니다.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>전체 화면</translation>
    </message>
    <message>
        <source>Give the entity another type…</source>
        <translation>개체 유형 바꾸기…</translation>
    </message>
    <message>
        <source>Give the export a name first.</source>
        <translation>먼저 내보내기에 이름을 붙이세요.</translation>
    </message>
    <message>
        <source>Give the release a name first.</source>
        <translation>먼저 릴리스의 이름을 적으세요.</translation>
    </message>
    <message>
        <source>Give the table a name first.</source>
        <translation>먼저 표에 이름을 지어 주세요.</translation>
    </message>
    <message>
        <source>Give this article to {name}</source>
        <translation>이 기사를 {name}에게 주기</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>그만두기</translation>
    </message>
    <message>
        <source>Go</source>
        <translation>이동</translation>
    </message>
    <message>
        <source>Go on with the article</source>
        <translation>기사 계속하기</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>그곳으로</translation>
    </message>
    <message>
        <source>Go to an article</source>
        <translation>기사로 가기</translation>
    </message>
    <message>
        <source>Go to an article…</source>
        <translation>기사로 가기…</translation>
    </message>
    <message>
        <source>Go to what it is about</source>
        <translation>가리키는 곳으로 가기</translation>
    </message>
    <message>
        <source>Gold</source>
        <translation>정답</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>초록</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>회색</translation>
    </message>
    <message>
        <source>Grey frames in the text: what may be tagged, for you to decide.</source>
        <translation>본문의 회색 테두리입니다. 태그할 만한 것을 보이고, 결정은 사람이 합니다.</translation>
    </message>
    <message>
        <source>Guidelines</source>
        <translation>지침</translation>
    </message>
    <message>
        <source>Guidelines in Markdown</source>
        <translation>마크다운 지침</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>머리</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>중간 제목</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>도움말</translation>
    </message>
    <message>
        <source>Help in {language}</source>
        <translation>도움말: {language}</translation>
    </message>
    <message>
        <source>Help – Juseok</source>
        <translation>도움말 – Juseok</translation>
    </message>
    <message>
        <source>Here is what would be undone: {what}. Press again.</source>
        <translation>되돌릴 것은 여기에 있습니다: {what}. 한 번 더 누르면 되돌립니다.</translation>
    </message>
    <message>
        <source>Here the work of annotators is compared, place by place: whose version is right, goes into gold.

What all agree on can be accepted at once.</source>
        <translation>주석자들의 작업을 곳마다 견줍니다. 옳은 쪽이 정답 층에 들어갑니다.

모두 일치한 것은 한꺼번에 채택할 수 있습니다.</translation>
    </message>
    <message>
        <source>Hide what is not the article</source>
        <translation>기사가 아닌 곳 숨기기</translation>
    </message>
    <message>
        <source>Highest first</source>
        <translation>높은 것부터</translation>
    </message>
    <message>
        <source>History of the annotation…</source>
        <translation>주석의 작업 기록…</translation>
    </message>
    <message>
        <source>History of the article…</source>
        <translation>기사의 작업 기록…</translation>
    </message>
    <message>
        <source>History of the project…</source>
        <translation>프로젝트의 작업 기록…</translation>
    </message>
    <message>
        <source>History of what</source>
        <translation>무엇의 기록</translation>
    </message>
    <message>
        <source>History – Juseok</source>
        <translation>작업 기록 – Juseok</translation>
    </message>
    <message>
        <source>How</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>How are the claims linked?</source>
        <translation>두 주장은 어떤 관계입니까?</translation>
    </message>
    <message>
        <source>How exact the date is</source>
        <translation>날짜의 정밀도</translation>
    </message>
    <message>
        <source>How far annotators agree: figures with intervals, pictures, a report.</source>
        <translation>주석자들이 얼마나 일치하는지 값과 구간, 그림, 보고서로 봅니다.</translation>
    </message>
    <message>
        <source>How many of the judged items were wrong; the rest is accepted or returned.</source>
        <translation>판정한 항목 가운데 틀린 비율을 보고, 나머지를 채택하거나 돌려보냅니다.</translation>
    </message>
    <message>
        <source>How to annotate, beside the text; at the section of the type under the caret.</source>
        <translation>본문 옆의 주석 지침. 커서가 놓인 유형의 절을 보여 줍니다.</translation>
    </message>
    <message>
        <source>How training went…</source>
        <translation>연습 결과…</translation>
    </message>
    <message>
        <source>Icons: Lucide, ISC licence.</source>
        <translation>아이콘: Lucide, ISC 라이선스.</translation>
    </message>
    <message>
        <source>Identifier</source>
        <translation>식별자</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>가져오기</translation>
    </message>
    <message>
        <source>Import again: only what is new comes in.</source>
        <translation>다시 가져오면 새것만 들어옵니다.</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>주석 가져오기</translation>
    </message>
    <message>
        <source>Import annotations…</source>
        <translation>주석 가져오기…</translation>
    </message>
    <message>
        <source>Import articles</source>
        <translation>기사 가져오기</translation>
    </message>
    <message>
        <source>Import articles…</source>
        <translation>기사 가져오기…</translation>
    </message>
    <message>
        <source>Import {count} article(s)</source>
        <translation>기사 {count}건 가져오기</translation>
    </message>
    <message>
        <source>Importing: {done} of {total} page(s)</source>
        <translation>가져오는 중: {total}쪽 가운데 {done}쪽</translation>
    </message>
    <message>
        <source>Importing…</source>
        <translation>가져오는 중…</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>In all zones</source>
        <translation>모든 구역</translation>
    </message>
    <message>
        <source>In another language</source>
        <translation>다른 언어</translation>
    </message>
    <message>
        <source>In no article</source>
        <translation>기사 밖</translation>
    </message>
    <message>
        <source>In order of import</source>
        <translation>가져온 순</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>In the article</source>
        <translation>기사에서</translation>
    </message>
    <message>
        <source>In the items of a review</source>
        <translation>검토 항목에서</translation>
    </message>
    <message>
        <source>In the list: Delete</source>
        <translation>목록에서 Delete</translation>
    </message>
    <message>
        <source>In the list: Shift+Delete</source>
        <translation>목록에서 Shift+Delete</translation>
    </message>
    <message>
        <source>In the text, during a review</source>
        <translation>검토 중 본문에서</translation>
    </message>
    <message>
        <source>In the window that compares</source>
        <translation>비교 창에서</translation>
    </message>
    <message>
        <source>In this article; one undo takes all back.</source>
        <translation>이 기사 안에서입니다. 한 번의 실행 취소로 모두 되돌립니다.</translation>
    </message>
    <message>
        <source>In this campaign you annotate blind; its reviewers review.</source>
        <translation>이 캠페인에서는 블라인드로 주석합니다. 검토는 검토자가 합니다.</translation>
    </message>
    <message>
        <source>In this step:</source>
        <translation>이 단계에서:</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>정보 창</translation>
    </message>
    <message>
        <source>It does not come back.</source>
        <translation>다시 나타나지 않습니다.</translation>
    </message>
    <message>
        <source>It is as it was then; nothing to bring back.</source>
        <translation>그때와 같아 되살릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>It learns from the articles that you have finished.</source>
        <translation>마친 기사에서 배웁니다.</translation>
    </message>
    <message>
        <source>Items of the review</source>
        <translation>검토 항목</translation>
    </message>
    <message>
        <source>Its annotator reads it; what is decided on the item stays.</source>
        <translation>그 주석자에게 보이며, 항목의 판정은 그대로입니다.</translation>
    </message>
    <message>
        <source>Its type is open: press the key of a type.</source>
        <translation>유형이 정해지지 않았습니다. 유형의 키를 누르세요.</translation>
    </message>
    <message>
        <source>Join with the next</source>
        <translation>다음 기사와 합치기</translation>
    </message>
    <message>
        <source>Join with the next sentence</source>
        <translation>다음 문장과 합치기</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>합치기</translation>
    </message>
    <message>
        <source>Juseok made a mistake. Your work up to the last “saved” is on disk. The report below holds no article text; please pass it on.</source>
        <translation>Juseok에서 오류가 났습니다. 마지막 ‘저장됨’까지의 작업은 디스크에 있습니다. 아래 보고서에는 기사 글이 들어 있지 않으니 보내 주세요.</translation>
    </message>
    <message>
        <source>Keep this search</source>
        <translation>이 검색 저장</translation>
    </message>
    <message>
        <source>Keep what is chosen here under this name</source>
        <translation>여기서 고른 것을 이 이름으로 저장</translation>
    </message>
    <message>
        <source>Kept as it is</source>
        <translation>그대로 둠</translation>
    </message>
    <message>
        <source>Kept searches</source>
        <translation>저장한 검색</translation>
    </message>
    <message>
        <source>Kept. An empty search field lists the searches you keep.</source>
        <translation>저장했습니다. 검색 칸을 비우면 저장한 검색이 나옵니다.</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Key {key}: this line. Shift+{key}: every line with this text.</source>
        <translation>{key} 키: 이 줄. Shift+{key}: 같은 글의 모든 줄.</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Keys act on the article in the middle. {key} exchanges the two.</source>
        <translation>키는 가운데 기사에서 듣습니다. {key}(을)를 누르면 두 기사가 자리를 바꿉니다.</translation>
    </message>
    <message>
        <source>Kicker</source>
        <translation>머리표</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>한국어</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>라벨</translation>
    </message>
    <message>
        <source>Label conflict</source>
        <translation>값 불일치</translation>
    </message>
    <message>
        <source>Label maps</source>
        <translation>표지 대응표</translation>
    </message>
    <message>
        <source>Labels and what they become</source>
        <translation>라벨을 무엇으로 들일지</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>글자 크게</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>층</translation>
    </message>
    <message>
        <source>Lead</source>
        <translation>책임자</translation>
    </message>
    <message>
        <source>Leaf</source>
        <translation>연두</translation>
    </message>
    <message>
        <source>Learn from what I tag</source>
        <translation>내가 태그한 것에서 배우기</translation>
    </message>
    <message>
        <source>Leave all repeated lines as they are</source>
        <translation>되풀이되는 줄을 모두 그대로 두기</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>Leave the article out</source>
        <translation>기사 빼기</translation>
    </message>
    <message>
        <source>Leave the pairs</source>
        <translation>이름 짝 닫기</translation>
    </message>
    <message>
        <source>Leave the suggestion undecided</source>
        <translation>제안을 정하지 않고 나가기</translation>
    </message>
    <message>
        <source>Leave the zones (Esc)</source>
        <translation>구역 고치기 끝내기(Esc)</translation>
    </message>
    <message>
        <source>Left as found: {places} more in {articles} article(s), made by others or in a finished article.</source>
        <translation>기사 {articles}건의 {places}개는 그대로 둡니다. 다른 사람이 만들었거나 마친 기사에 있습니다.</translation>
    </message>
    <message>
        <source>Left as suggestions: {places} place(s) in {articles} article(s), finished or not opened yet.</source>
        <translation>마쳤거나 아직 열지 않은 기사 {articles}건의 {places}곳은 제안으로 남겨 둡니다.</translation>
    </message>
    <message>
        <source>Left empty, they say what was imported: a licence, else the copyright line.</source>
        <translation>비워 두면 가져올 때 있던 것(라이선스, 없으면 저작권 줄)을 따릅니다.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>접기</translation>
    </message>
    <message>
        <source>Less line spacing</source>
        <translation>줄 간격 좁게</translation>
    </message>
    <message>
        <source>Letter</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>Letter and line</source>
        <translation>글자와 줄</translation>
    </message>
    <message>
        <source>Letter of {name}</source>
        <translation>{name}의 글자</translation>
    </message>
    <message>
        <source>Letter on the chip</source>
        <translation>글자표의 글자</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Light grey</source>
        <translation>옅은 회색</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>밝게·어둡게</translation>
    </message>
    <message>
        <source>Light page</source>
        <translation>밝은 바탕</translation>
    </message>
    <message>
        <source>Line spacing</source>
        <translation>줄 간격</translation>
    </message>
    <message>
        <source>Lines that repeat were taken for navigation or footers on {count} page(s). Ctrl+Z takes it back.</source>
        <translation>되풀이되는 줄을 {count}쪽에서 내비게이션이나 꼬리말로 보았습니다. Ctrl+Z로 되돌립니다.</translation>
    </message>
    <message>
        <source>Link to another claim…</source>
        <translation>다른 주장과 잇기…</translation>
    </message>
    <message>
        <source>Link to “{name}”</source>
        <translation>‘{name}’에 연결</translation>
    </message>
    <message>
        <source>Link “{quote}” to …</source>
        <translation>“{quote}”(을)를 …와 잇기</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>주장 관계</translation>
    </message>
    <message>
        <source>Links between claims</source>
        <translation>주장 사이의 관계</translation>
    </message>
    <message>
        <source>Links of the claim</source>
        <translation>주장의 관계</translation>
    </message>
    <message>
        <source>Links to other places are not opened: {link}</source>
        <translation>다른 곳으로 가는 링크는 열지 않습니다: {link}</translation>
    </message>
    <message>
        <source>Lists what may be missing, and does not stop you.</source>
        <translation>빠진 듯한 것을 보여 주되 막지는 않습니다.</translation>
    </message>
    <message>
        <source>Lists what you have always decided in one way; one undo.</source>
        <translation>늘 한 가지로 정해 온 것을 목록으로 보입니다. 한 번에 실행 취소됩니다.</translation>
    </message>
    <message>
        <source>Look into the shared folder</source>
        <translation>공유 폴더 살펴보기</translation>
    </message>
    <message>
        <source>Look through all articles</source>
        <translation>모든 기사 살펴보기</translation>
    </message>
    <message>
        <source>Looking for articles…</source>
        <translation>기사를 찾는 중…</translation>
    </message>
    <message>
        <source>Looking for files…</source>
        <translation>파일을 찾는 중…</translation>
    </message>
    <message>
        <source>Looking for lines that repeat…</source>
        <translation>되풀이되는 줄을 찾는 중…</translation>
    </message>
    <message>
        <source>Looking for names that may be one…</source>
        <translation>같은 이름을 찾는 중…</translation>
    </message>
    <message>
        <source>Looking for this line…</source>
        <translation>이 줄을 찾는 중…</translation>
    </message>
    <message>
        <source>Looking for “{words}”</source>
        <translation>‘{words}’ 찾는 중</translation>
    </message>
    <message>
        <source>Looking into the shared folder…</source>
        <translation>공유 폴더를 살펴보는 중…</translation>
    </message>
    <message>
        <source>Looking the article over…</source>
        <translation>기사를 살펴보는 중…</translation>
    </message>
    <message>
        <source>Looking through the files…</source>
        <translation>파일을 살펴보는 중…</translation>
    </message>
    <message>
        <source>Looking through your work…</source>
        <translation>내 작업을 살펴보는 중…</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Looking… {done} of {total} article(s)</source>
        <translation>찾는 중… 기사 {total}건 가운데 {done}건</translation>
    </message>
    <message>
        <source>Looks through all articles: words, entities, types, claims, dates.</source>
        <translation>모든 기사를 찾습니다: 낱말, 개체, 유형, 주장, 날짜.</translation>
    </message>
    <message>
        <source>Lot of one annotator</source>
        <translation>한 사람의 묶음</translation>
    </message>
    <message>
        <source>Lots of one annotator</source>
        <translation>한 사람만 작업한 묶음</translation>
    </message>
    <message>
        <source>Lots of one annotator…</source>
        <translation>한 사람만 작업한 묶음…</translation>
    </message>
    <message>
        <source>Lowest first</source>
        <translation>낮은 것부터</translation>
    </message>
    <message>
        <source>MIT licence.</source>
        <translation>MIT 라이선스.</translation>
    </message>
    <message>
        <source>Make it blind</source>
        <translation>블라인드로 바꾸기</translation>
    </message>
    <message>
        <source>Make it here</source>
        <translation>여기에 만들기</translation>
    </message>
    <message>
        <source>Make it open</source>
        <translation>공개로 바꾸기</translation>
    </message>
    <message>
        <source>Make the campaign</source>
        <translation>캠페인 만들기</translation>
    </message>
    <message>
        <source>Make the file</source>
        <translation>파일 만들기</translation>
    </message>
    <message>
        <source>Making the file…</source>
        <translation>파일을 만드는 중…</translation>
    </message>
    <message>
        <source>Marks the annotation under the caret as doubtful, to be asked later.</source>
        <translation>커서가 놓인 주석에 물음표를 달아 나중에 묻습니다.</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>찾은 것</translation>
    </message>
    <message>
        <source>Mend {count} mention(s)</source>
        <translation>언급 {count}개 고치기</translation>
    </message>
    <message>
        <source>Mention</source>
        <translation>언급</translation>
    </message>
    <message>
        <source>Mentions</source>
        <translation>언급</translation>
    </message>
    <message>
        <source>Mentions: {count}</source>
        <translation>언급 {count}개</translation>
    </message>
    <message>
        <source>Mentions: {what}</source>
        <translation>언급: {what}</translation>
    </message>
    <message>
        <source>Menu of what is here</source>
        <translation>여기서 할 수 있는 것</translation>
    </message>
    <message>
        <source>Menus</source>
        <translation>메뉴</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>합치기</translation>
    </message>
    <message>
        <source>Merge with the claim before</source>
        <translation>앞 주장과 합치기</translation>
    </message>
    <message>
        <source>Merges colleagues’ files, after showing what they bring.</source>
        <translation>동료의 파일에 무엇이 들었는지 보여 준 뒤 합칩니다.</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>내 것</translation>
    </message>
    <message>
        <source>Mine: {name}</source>
        <translation>내 것: {name}</translation>
    </message>
    <message>
        <source>Mint</source>
        <translation>민트</translation>
    </message>
    <message>
        <source>Moments, from the earliest to the latest</source>
        <translation>시점, 이른 것부터</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>More line spacing</source>
        <translation>줄 간격 넓게</translation>
    </message>
    <message>
        <source>Most mentions first</source>
        <translation>언급이 많은 것부터</translation>
    </message>
    <message>
        <source>Most often decided otherwise (Enter opens the guidelines there)</source>
        <translation>자주 달리 판정된 것 (Enter를 누르면 지침이 열립니다)</translation>
    </message>
    <message>
        <source>Move down (Ctrl+Down)</source>
        <translation>아래로 (Ctrl+↓)</translation>
    </message>
    <message>
        <source>Move only the mention “{quote}” to a new entity</source>
        <translation>언급 ‘{quote}’만 새 개체로 옮기기</translation>
    </message>
    <message>
        <source>Move the mentions in this article to a new entity</source>
        <translation>이 기사의 언급을 새 개체로 옮기기</translation>
    </message>
    <message>
        <source>Move the value down</source>
        <translation>값을 아래로</translation>
    </message>
    <message>
        <source>Move the value up</source>
        <translation>값을 위로</translation>
    </message>
    <message>
        <source>Move up (Ctrl+Up)</source>
        <translation>위로 (Ctrl+↑)</translation>
    </message>
    <message>
        <source>My changes by review – Juseok</source>
        <translation>검토에서 바뀐 내 작업 – Juseok</translation>
    </message>
    <message>
        <source>My changes by review…</source>
        <translation>검토에서 바뀐 내 작업…</translation>
    </message>
    <message>
        <source>My own work</source>
        <translation>내 작업</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Name and help of the scheme (Ctrl+0)</source>
        <translation>체계의 이름과 도움말(Ctrl+0)</translation>
    </message>
    <message>
        <source>Name in {language}</source>
        <translation>이름: {language}</translation>
    </message>
    <message>
        <source>Name of a colleague</source>
        <translation>동료의 이름</translation>
    </message>
    <message>
        <source>Name of the export</source>
        <translation>내보내기 이름</translation>
    </message>
    <message>
        <source>Name of the new release</source>
        <translation>새 릴리스의 이름</translation>
    </message>
    <message>
        <source>Name of the new release, for example v1</source>
        <translation>새 릴리스의 이름, 예: v1</translation>
    </message>
    <message>
        <source>Name of the table</source>
        <translation>표 이름</translation>
    </message>
    <message>
        <source>Names as such; particles may follow.</source>
        <translation>이름으로 쓰인 곳만 찾습니다. 뒤에 조사가 붙어도 됩니다.</translation>
    </message>
    <message>
        <source>Names that may be one</source>
        <translation>같은 대상일 수 있는 이름</translation>
    </message>
    <message>
        <source>Names that may be one are being looked for.</source>
        <translation>같은 대상일 수 있는 이름을 찾고 있습니다.</translation>
    </message>
    <message>
        <source>Names that may be one…</source>
        <translation>같은 대상일 수 있는 이름…</translation>
    </message>
    <message>
        <source>Names, looks and roles.</source>
        <translation>이름, 모양, 역할.</translation>
    </message>
    <message>
        <source>Navigation</source>
        <translation>내비게이션</translation>
    </message>
    <message>
        <source>Navigation, footers and the like; greyed when they are not hidden.</source>
        <translation>내비게이션, 꼬리말 같은 곳. 숨기지 않으면 흐리게 보입니다.</translation>
    </message>
    <message>
        <source>Near-duplicates in one part</source>
        <translation>거의 같은 기사는 한 부분에</translation>
    </message>
    <message>
        <source>Nested in</source>
        <translation>바깥 주장</translation>
    </message>
    <message>
        <source>Nesting</source>
        <translation>주장 안의 주장</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새 기사</translation>
    </message>
    <message>
        <source>New campaign</source>
        <translation>새 캠페인</translation>
    </message>
    <message>
        <source>New campaign…</source>
        <translation>새 캠페인…</translation>
    </message>
    <message>
        <source>New claim from the selection</source>
        <translation>선택한 곳으로 새 주장</translation>
    </message>
    <message>
        <source>New entity “{name}”</source>
        <translation>새 개체 ‘{name}’</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>새 프로젝트</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>새 프로젝트…</translation>
    </message>
    <message>
        <source>New relationship from this mention</source>
        <translation>이 언급에서 새 관계</translation>
    </message>
    <message>
        <source>New version of the guidelines…</source>
        <translation>지침 새 판 쓰기…</translation>
    </message>
    <message>
        <source>New: {id}</source>
        <translation>새 항목: {id}</translation>
    </message>
    <message>
        <source>Next annotation under the caret</source>
        <translation>커서 자리의 다음 주석</translation>
    </message>
    <message>
        <source>Next article</source>
        <translation>다음 기사</translation>
    </message>
    <message>
        <source>Next article of the review</source>
        <translation>검토할 다음 기사</translation>
    </message>
    <message>
        <source>Next article that differs</source>
        <translation>다른 곳이 있는 다음 기사</translation>
    </message>
    <message>
        <source>Next claim</source>
        <translation>다음 주장</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>다음 다른 곳</translation>
    </message>
    <message>
        <source>Next document</source>
        <translation>다음 문서</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>다음 항목</translation>
    </message>
    <message>
        <source>Next mention</source>
        <translation>다음 언급</translation>
    </message>
    <message>
        <source>Next mention of this entity</source>
        <translation>이 개체의 다음 언급</translation>
    </message>
    <message>
        <source>Next pair</source>
        <translation>다음 짝</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>다음 칸</translation>
    </message>
    <message>
        <source>Next place found</source>
        <translation>다음 검색 결과</translation>
    </message>
    <message>
        <source>Next sentence</source>
        <translation>다음 문장</translation>
    </message>
    <message>
        <source>Next suggestion</source>
        <translation>다음 제안</translation>
    </message>
    <message>
        <source>Next unfinished article</source>
        <translation>마치지 않은 다음 기사</translation>
    </message>
    <message>
        <source>No</source>
        <translation>아니요</translation>
    </message>
    <message>
        <source>No article found</source>
        <translation>기사를 찾지 못함</translation>
    </message>
    <message>
        <source>No article is like that.</source>
        <translation>그런 기사가 없습니다.</translation>
    </message>
    <message>
        <source>No article matches.</source>
        <translation>맞는 기사가 없습니다.</translation>
    </message>
    <message>
        <source>No article was done by one annotator alone.</source>
        <translation>한 사람만 작업한 기사가 없습니다.</translation>
    </message>
    <message>
        <source>No articles yet.

Files can be dropped here.</source>
        <translation>아직 기사가 없습니다.

파일을 여기에 놓아도 됩니다.</translation>
    </message>
    <message>
        <source>No articles yet.
Drop files or a folder here, or choose them.</source>
        <translation>아직 기사가 없습니다.
파일이나 폴더를 여기에 놓거나, 골라서 가져오세요.</translation>
    </message>
    <message>
        <source>No backup: {reason}</source>
        <translation>백업하지 못함: {reason}</translation>
    </message>
    <message>
        <source>No campaign yet. It says who annotates which articles, and what is looked for in them.</source>
        <translation>아직 캠페인이 없습니다. 누가 어느 기사에서 무엇을 찾아 주석할지를 정합니다.</translation>
    </message>
    <message>
        <source>No claims yet.

Select what somebody says and press {key}.</source>
        <translation>아직 주장이 없습니다.

누가 한 말을 선택하고 {key} 키를 누르세요.</translation>
    </message>
    <message>
        <source>No comment is open.</source>
        <translation>열린 의견이 없습니다.</translation>
    </message>
    <message>
        <source>No entities yet.

Select a name in the text and press the key of its type.</source>
        <translation>아직 개체가 없습니다.

본문에서 이름을 선택하고 유형의 키를 누르세요.</translation>
    </message>
    <message>
        <source>No entity has this name.</source>
        <translation>이 이름의 개체가 없습니다.</translation>
    </message>
    <message>
        <source>No evidence chosen.</source>
        <translation>고른 근거가 없습니다.</translation>
    </message>
    <message>
        <source>No folder: nothing is shared</source>
        <translation>폴더 없음: 공유하지 않습니다</translation>
    </message>
    <message>
        <source>No further claim.</source>
        <translation>주장이 더 없습니다.</translation>
    </message>
    <message>
        <source>No further mention.</source>
        <translation>언급이 더 없습니다.</translation>
    </message>
    <message>
        <source>No further morpheme in this word.</source>
        <translation>이 어절에 형태소가 더 없습니다.</translation>
    </message>
    <message>
        <source>No further quotation without a claim.</source>
        <translation>주장이 없는 인용이 더 없습니다.</translation>
    </message>
    <message>
        <source>No guidelines yet.</source>
        <translation>아직 지침이 없습니다.</translation>
    </message>
    <message>
        <source>No guidelines yet. A section named {#ORG} is shown with that type.</source>
        <translation>아직 지침이 없습니다. 제목에 {#ORG}처럼 적은 절은 그 유형과 함께 보입니다.</translation>
    </message>
    <message>
        <source>No key</source>
        <translation>키 없음</translation>
    </message>
    <message>
        <source>No mention of it yet.</source>
        <translation>아직 언급이 없습니다.</translation>
    </message>
    <message>
        <source>No mention on screen has this letter.</source>
        <translation>화면에 이 글자가 붙은 언급이 없습니다.</translation>
    </message>
    <message>
        <source>No names; letters, colours and patterns change from article to article.</source>
        <translation>이름을 숨기고, 글자·색·무늬를 기사마다 섞습니다.</translation>
    </message>
    <message>
        <source>No notes yet.

In the text, {note} adds a note and {question} parks a question.</source>
        <translation>아직 메모가 없습니다.

글에서 {note} 키로 메모를 적고
{question} 키로 질문을 남깁니다.</translation>
    </message>
    <message>
        <source>No open campaign has these articles finished.</source>
        <translation>이 기사를 마친 진행 중인 캠페인이 없습니다.</translation>
    </message>
    <message>
        <source>No other claim shares its entities, numbers or words.</source>
        <translation>개체, 수, 낱말이 같은 다른 주장이 없습니다.</translation>
    </message>
    <message>
        <source>No other entity has a name like this. Type another.</source>
        <translation>이름이 비슷한 다른 개체가 없습니다. 다른 이름을 입력하세요.</translation>
    </message>
    <message>
        <source>No other name stands in a bracket behind this mention.</source>
        <translation>이 언급 뒤 괄호 안에 다른 이름이 없습니다.</translation>
    </message>
    <message>
        <source>No page has these words.</source>
        <translation>이 말이 있는 쪽이 없습니다.</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>열린 프로젝트가 없습니다.</translation>
    </message>
    <message>
        <source>No relationship was made.</source>
        <translation>관계를 만들지 않았습니다.</translation>
    </message>
    <message>
        <source>No relationships yet.

Put the caret on a mention and press {key}, then the letter of the other end.</source>
        <translation>아직 관계가 없습니다.

커서를 언급에 놓고 {key} 키를 누른 뒤
이을 언급의 글자를 누르세요.</translation>
    </message>
    <message>
        <source>No reviewer has decided anything otherwise yet.</source>
        <translation>아직 검토자가 달리 정한 것이 없습니다.</translation>
    </message>
    <message>
        <source>No rule takes anything that waits; people decide the rest.</source>
        <translation>규칙으로 채택할 것이 없습니다. 나머지는 사람이 판정합니다.</translation>
    </message>
    <message>
        <source>No section</source>
        <translation>절 없음</translation>
    </message>
    <message>
        <source>No suggestions are made in a review.</source>
        <translation>검토 중에는 제안하지 않습니다.</translation>
    </message>
    <message>
        <source>No two names look like one.

Names in brackets, other spellings, initials, and a family name before a title are shown here two at a time.</source>
        <translation>같은 대상으로 보이는 이름이 없습니다.

괄호 안의 이름, 다른 표기, 머리글자, 직함 앞의 성을 여기에 둘씩 보여 줍니다.</translation>
    </message>
    <message>
        <source>Nobody has an open question.</source>
        <translation>열린 질문이 없습니다.</translation>
    </message>
    <message>
        <source>Nobody has annotated in this project yet.</source>
        <translation>이 프로젝트에는 아직 주석이 없습니다.</translation>
    </message>
    <message>
        <source>Nobody has finished an article yet.</source>
        <translation>아직 아무도 기사를 마치지 않았습니다.</translation>
    </message>
    <message>
        <source>Nobody has finished an article yet.

What annotators have finished is compared here; nobody&apos;s unfinished work is shown.</source>
        <translation>아직 아무도 기사를 마치지 않았습니다.

주석자가 마친 것만 견주며, 하던 작업은 보여 주지 않습니다.</translation>
    </message>
    <message>
        <source>Nobody proposes an entity.</source>
        <translation>제안된 개체가 없습니다.</translation>
    </message>
    <message>
        <source>None chosen</source>
        <translation>고르지 않음</translation>
    </message>
    <message>
        <source>None is right</source>
        <translation>모두 틀림</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>기본 글자 크기</translation>
    </message>
    <message>
        <source>Not asked for: the campaign looks at {zones} only. It stays all the same.</source>
        <translation>캠페인은 {zones}만 봅니다. 붙인 것은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>Not everybody has it</source>
        <translation>일부만 표시</translation>
    </message>
    <message>
        <source>Not everybody’s work may be seen in this article before you have finished it; what may be seen is shown.</source>
        <translation>이 기사를 마치기 전에는 다른 사람의 작업을 모두 볼 수 없습니다. 볼 수 있는 것만 보여 줍니다.</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Not in the guideline</source>
        <translation>지침에 없음</translation>
    </message>
    <message>
        <source>Not looked for yet with these sides.</source>
        <translation>이 칸들로는 아직 살펴보지 않았습니다.</translation>
    </message>
    <message>
        <source>Not news</source>
        <translation>뉴스가 아님</translation>
    </message>
    <message>
        <source>Not on every side</source>
        <translation>한쪽에 없음</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>저장하지 못함</translation>
    </message>
    <message>
        <source>Not the same</source>
        <translation>서로 다름</translation>
    </message>
    <message>
        <source>Not the same after all</source>
        <translation>같은 개체로 묶은 것 풀기</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>참고</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Notes and questions</source>
        <translation>메모와 질문</translation>
    </message>
    <message>
        <source>Notes and questions: {count}</source>
        <translation>메모와 질문 {count}개</translation>
    </message>
    <message>
        <source>Nothing differs</source>
        <translation>다른 곳이 없습니다</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>다른 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing found.

Try fewer words, a part of a word, or no quotes. A verb in its dictionary form (밝히다) finds its other forms. These narrow a search, so leave some out:
{filters}</source>
        <translation>찾은 것이 없습니다.

낱말을 줄이거나, 낱말의 일부만 쓰거나, 따옴표를 빼 보세요. 동사를 기본형(밝히다)으로 쓰면 활용형도 찾습니다. 다음 조건은 범위를 좁히니 줄여 보세요:
{filters}</translation>
    </message>
    <message>
        <source>Nothing goes by that name.</source>
        <translation>그런 이름은 없습니다.</translation>
    </message>
    <message>
        <source>Nothing here can be parted from it.</source>
        <translation>이 기사에는 떼어 낼 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing here that you have always decided in one way.</source>
        <translation>늘 한 가지로 정해 온 것이 여기에는 없습니다.</translation>
    </message>
    <message>
        <source>Nothing is left to look at</source>
        <translation>더 볼 곳이 없습니다</translation>
    </message>
    <message>
        <source>Nothing is shared any more. What came in stays.</source>
        <translation>이제 공유하지 않습니다. 받은 것은 그대로 있습니다.</translation>
    </message>
    <message>
        <source>Nothing meets the filter</source>
        <translation>거르기에 맞는 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing of your own that was found would change.</source>
        <translation>찾은 것 가운데 바뀔 내 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing of your work has been reviewed yet. Finish an article with Ctrl+Enter; when a reviewer has decided on it, you see here what changed.</source>
        <translation>아직 검토된 작업이 없습니다. Ctrl+Enter로 기사를 마치세요. 검토자가 판정하면 무엇이 바뀌었는지 여기에서 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Nothing that was done meets this.</source>
        <translation>이에 맞는 동작이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing that was found would change.</source>
        <translation>찾은 것 가운데 바뀔 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing that you chose was left out.</source>
        <translation>고른 것 가운데 빠진 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing to import.</source>
        <translation>가져올 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing to judge here</source>
        <translation>판정할 것이 없습니다</translation>
    </message>
    <message>
        <source>Nothing to suggest.

Names that this project knows, and words that you tagged before, are suggested where they stand untagged.</source>
        <translation>제안할 것이 없습니다.

이 프로젝트가 아는 이름과 전에 태그한 말이 태그 없이 나오면 제안합니다.</translation>
    </message>
    <message>
        <source>Nothing was changed or refused.</source>
        <translation>모두 그대로 가져왔습니다.</translation>
    </message>
    <message>
        <source>Nothing was changed yet.</source>
        <translation>아직 아무것도 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>Nothing was frozen yet.</source>
        <translation>아직 고정한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Nothing was searched for yet. {key} searches all articles.</source>
        <translation>아직 검색하지 않았습니다. {key}(으)로 모든 기사에서 찾습니다.</translation>
    </message>
    <message>
        <source>Nothing with “{words}” waits.</source>
        <translation>‘{words}’에 기다리는 항목이 없습니다.</translation>
    </message>
    <message>
        <source>Now: {rights}</source>
        <translation>지금: {rights}</translation>
    </message>
    <message>
        <source>Numbers instead of names</source>
        <translation>이름 대신 번호로</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Of all articles; choosing one goes there.</source>
        <translation>모든 기사의 의견. 고르면 그곳으로 갑니다.</translation>
    </message>
    <message>
        <source>Of any article: the same entities, numbers and words; choosing one links it.</source>
        <translation>모든 기사에서: 같은 개체, 수, 낱말. 고르면 잇습니다.</translation>
    </message>
    <message>
        <source>Of one article, of those selected, or of all that the list shows.</source>
        <translation>한 기사, 목록에서 고른 기사들, 또는 목록에 보이는 기사 모두의 권리입니다.</translation>
    </message>
    <message>
        <source>Of the mention under the caret, or the one in hand in the panel.</source>
        <translation>커서가 놓인 언급의 개체, 또는 개체 칸에서 고른 개체입니다.</translation>
    </message>
    <message>
        <source>Of the one in hand, or under the caret.</source>
        <translation>다루고 있는 주석이나 커서가 놓인 주석의 기록입니다.</translation>
    </message>
    <message>
        <source>Of those that were looked for; else the next of the list.</source>
        <translation>살펴본 기사 가운데서, 없으면 목록의 다음 기사.</translation>
    </message>
    <message>
        <source>Often confused</source>
        <translation>자주 헷갈리는 것</translation>
    </message>
    <message>
        <source>Olive</source>
        <translation>올리브색</translation>
    </message>
    <message>
        <source>On a pair of names</source>
        <translation>이름 짝에서</translation>
    </message>
    <message>
        <source>On a suggestion</source>
        <translation>제안 위에서</translation>
    </message>
    <message>
        <source>On the annotation under the caret, or on the article.</source>
        <translation>커서가 놓인 주석에, 없으면 기사에 답니다.</translation>
    </message>
    <message>
        <source>On the article</source>
        <translation>기사에 대해</translation>
    </message>
    <message>
        <source>On the item in hand; @name tells somebody. Comments never count.</source>
        <translation>보고 있는 항목에 남깁니다. @이름으로 부를 수 있고, 일치도에는 세지 않습니다.</translation>
    </message>
    <message>
        <source>One a line</source>
        <translation>한 줄에 하나씩</translation>
    </message>
    <message>
        <source>One annotator only</source>
        <translation>한 사람만 작업</translation>
    </message>
    <message>
        <source>One by one</source>
        <translation>하나씩 보기</translation>
    </message>
    <message>
        <source>One decision for every item with these words that nobody has judged.</source>
        <translation>같은 표현으로 기다리는 항목을 한꺼번에 판정합니다.</translation>
    </message>
    <message>
        <source>One entity</source>
        <translation>한 개체</translation>
    </message>
    <message>
        <source>One file with the articles of one person, the scheme and the guidelines. Other people’s layers are left out, so that everybody works blind; who reviews or leads gets all of it.</source>
        <translation>한 사람이 맡은 기사와 주석 체계, 지침을 파일 하나에 담습니다. 다른 사람의 층은 넣지 않으므로 서로 보지 않고 주석합니다. 검토자와 책임자에게는 모두의 것을 담습니다.</translation>
    </message>
    <message>
        <source>One of a list</source>
        <translation>목록에서 하나</translation>
    </message>
    <message>
        <source>One person’s articles, scheme and guidelines as one file.</source>
        <translation>한 사람의 기사와 주석 체계, 지침을 파일 하나로.</translation>
    </message>
    <message>
        <source>One place may want a second look</source>
        <translation>다시 볼 만한 곳이 하나 있습니다</translation>
    </message>
    <message>
        <source>Only a particle</source>
        <translation>조사만</translation>
    </message>
    <message>
        <source>Only another name</source>
        <translation>다른 이름으로만</translation>
    </message>
    <message>
        <source>Only doubtful ones</source>
        <translation>의심스러운 것만</translation>
    </message>
    <message>
        <source>Only gold</source>
        <translation>정답만</translation>
    </message>
    <message>
        <source>Only mine</source>
        <translation>내 것만</translation>
    </message>
    <message>
        <source>Only mine in the campaign</source>
        <translation>캠페인에서 내 것만</translation>
    </message>
    <message>
        <source>Only mine: {name}</source>
        <translation>내 것만: {name}</translation>
    </message>
    <message>
        <source>Only these parts (none: all)</source>
        <translation>이 구역만(안 고르면 모두)</translation>
    </message>
    <message>
        <source>Only these parts: {what}</source>
        <translation>이 구역만: {what}</translation>
    </message>
    <message>
        <source>Only these types (none: all)</source>
        <translation>이 유형만(안 고르면 모두)</translation>
    </message>
    <message>
        <source>Only these types: {what}</source>
        <translation>이 유형만: {what}</translation>
    </message>
    <message>
        <source>Only what a search finds</source>
        <translation>검색에 맞는 기사만</translation>
    </message>
    <message>
        <source>Only what a search finds, as in title:chips</source>
        <translation>검색에 맞는 것만. 예: 제목:반도체</translation>
    </message>
    <message>
        <source>Only when nothing uses it.</source>
        <translation>쓰는 곳이 없을 때만 지웁니다.</translation>
    </message>
    <message>
        <source>Only where it beats the rules.</source>
        <translation>규칙보다 나을 때만 씁니다.</translation>
    </message>
    <message>
        <source>Only who leads or reviews sends articles back.</source>
        <translation>책임자나 검토자만 기사를 돌려보냅니다.</translation>
    </message>
    <message>
        <source>Only your own annotations are shown, ids and long texts cut short. ⋯ stands for what is left out; the file holds everything.</source>
        <translation>내 주석만 보이고 식별자와 긴 글은 줄였습니다. ⋯은 건너뛴 곳이며, 파일에는 모두 들어갑니다.</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>다시 열기</translation>
    </message>
    <message>
        <source>Open an article with → to look at what differs there, one record after the other; Enter goes to its place.</source>
        <translation>기사를 →로 열면 거기서 달라진 것을 하나씩 볼 수 있습니다. Enter를 누르면 그 자리로 갑니다.</translation>
    </message>
    <message>
        <source>Open another project…</source>
        <translation>다른 프로젝트 열기…</translation>
    </message>
    <message>
        <source>Open comments</source>
        <translation>열린 의견</translation>
    </message>
    <message>
        <source>Open comments…</source>
        <translation>열린 의견…</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>프로젝트 열기</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>프로젝트 열기…</translation>
    </message>
    <message>
        <source>Open questions</source>
        <translation>열린 질문</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>폴더 열기</translation>
    </message>
    <message>
        <source>Open the starter project</source>
        <translation>시작 프로젝트 열기</translation>
    </message>
    <message>
        <source>Opening the project…</source>
        <translation>프로젝트를 여는 중…</translation>
    </message>
    <message>
        <source>Opens an article in the right column, to compare and to link claims.</source>
        <translation>오른쪽에 기사를 하나 더 열어 견주고 주장을 잇습니다.</translation>
    </message>
    <message>
        <source>Or as it was behind a step in this article:</source>
        <translation>또는 이 기사에서 한 단계 바로 뒤의 모습:</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>주황</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>순서</translation>
    </message>
    <message>
        <source>Order and states</source>
        <translation>순서와 상태</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>기타</translation>
    </message>
    <message>
        <source>Other files are in this folder.</source>
        <translation>다른 파일이 든 폴더입니다.</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>다른 이름</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>기사 밖</translation>
    </message>
    <message>
        <source>Outside the subject</source>
        <translation>주제 밖</translation>
    </message>
    <message>
        <source>Own work</source>
        <translation>내 작업</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>쪽</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>쪽</translation>
    </message>
    <message>
        <source>Pair {at} of {count}</source>
        <translation>짝 {at}/{count}</translation>
    </message>
    <message>
        <source>Pale sky</source>
        <translation>옅은 하늘색</translation>
    </message>
    <message>
        <source>Park a question</source>
        <translation>질문 남겨 두기</translation>
    </message>
    <message>
        <source>Part the entity…</source>
        <translation>개체 나누기…</translation>
    </message>
    <message>
        <source>Particle at {gold}</source>
        <translation>{gold} 뒤의 조사</translation>
    </message>
    <message>
        <source>Particles and signs round a name are left out when it is tagged.</source>
        <translation>태그할 때 이름 둘레의 조사와 부호를 뺍니다.</translation>
    </message>
    <message>
        <source>Parts of a claim</source>
        <translation>주장의 구성 요소</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>주석 단계</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>무늬</translation>
    </message>
    <message>
        <source>Pattern of {name}</source>
        <translation>{name}의 무늬</translation>
    </message>
    <message>
        <source>Photo credit</source>
        <translation>사진 출처</translation>
    </message>
    <message>
        <source>Picture…</source>
        <translation>그림…</translation>
    </message>
    <message>
        <source>Pink</source>
        <translation>분홍</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>자리</translation>
    </message>
    <message>
        <source>Place in the form</source>
        <translation>양식의 자리</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>자리</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>검색 결과</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>포털</translation>
    </message>
    <message>
        <source>Possible</source>
        <translation>가능</translation>
    </message>
    <message>
        <source>Preparing quick search: {done} of {total}</source>
        <translation>빠른 검색 준비 중: {total}건 중 {done}건</translation>
    </message>
    <message>
        <source>Press a key</source>
        <translation>키를 누르세요</translation>
    </message>
    <message>
        <source>Press a key here; it works with Hangul switched on, too.</source>
        <translation>여기서 키를 누르세요. 한글 상태에서도 됩니다.</translation>
    </message>
    <message>
        <source>Press a key; Backspace takes it away</source>
        <translation>키를 누르면 정해지고, Backspace로 지웁니다</translation>
    </message>
    <message>
        <source>Press the new key</source>
        <translation>새 키를 누르세요</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>미리 보기</translation>
    </message>
    <message>
        <source>Preview of the article</source>
        <translation>기사 미리 보기</translation>
    </message>
    <message>
        <source>Previous article</source>
        <translation>이전 기사</translation>
    </message>
    <message>
        <source>Previous article of the review</source>
        <translation>검토할 이전 기사</translation>
    </message>
    <message>
        <source>Previous article that differs</source>
        <translation>다른 곳이 있는 이전 기사</translation>
    </message>
    <message>
        <source>Previous claim</source>
        <translation>이전 주장</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>이전 다른 곳</translation>
    </message>
    <message>
        <source>Previous item</source>
        <translation>이전 항목</translation>
    </message>
    <message>
        <source>Previous mention</source>
        <translation>이전 언급</translation>
    </message>
    <message>
        <source>Previous mention of this entity</source>
        <translation>이 개체의 이전 언급</translation>
    </message>
    <message>
        <source>Previous pair</source>
        <translation>이전 짝</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>이전 칸</translation>
    </message>
    <message>
        <source>Previous place found</source>
        <translation>이전 검색 결과</translation>
    </message>
    <message>
        <source>Previous sentence</source>
        <translation>이전 문장</translation>
    </message>
    <message>
        <source>Previous suggestion</source>
        <translation>이전 제안</translation>
    </message>
    <message>
        <source>Printed date</source>
        <translation>적힌 날짜</translation>
    </message>
    <message>
        <source>Probable</source>
        <translation>개연</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>프로젝트</translation>
    </message>
    <message>
        <source>Project files and bundles of colleagues. They are only read; before anything is merged you see what they bring, and the project is backed up.</source>
        <translation>동료의 프로젝트 파일이나 묶음을 고릅니다. 파일은 읽기만 합니다. 합치기 전에 무엇이 들어오는지 보여 주고 프로젝트를 백업합니다.</translation>
    </message>
    <message>
        <source>Proposed changes of entities</source>
        <translation>제안된 개체 변경</translation>
    </message>
    <message>
        <source>Proposed entities…</source>
        <translation>제안된 개체…</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>언론사</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>자주</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>미루기</translation>
    </message>
    <message>
        <source>Put the caret into a sentence first.</source>
        <translation>먼저 문장에 커서를 두세요.</translation>
    </message>
    <message>
        <source>Put the caret on a mention first.</source>
        <translation>먼저 커서를 언급에 두세요.</translation>
    </message>
    <message>
        <source>Put the caret on a mention, or select it first.</source>
        <translation>먼저 언급에 커서를 놓거나 언급을 선택하세요.</translation>
    </message>
    <message>
        <source>Qt and PySide6: LGPL 3. SQLite: public domain.</source>
        <translation>Qt와 PySide6: LGPL 3. SQLite: 퍼블릭 도메인.</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>질문</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>끝내기</translation>
    </message>
    <message>
        <source>Read in this encoding</source>
        <translation>이 인코딩으로 읽기</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>읽기 전용</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>읽기</translation>
    </message>
    <message>
        <source>Reading mode: one sentence a line</source>
        <translation>읽기 모드: 한 줄에 한 문장</translation>
    </message>
    <message>
        <source>Reading rights…</source>
        <translation>권리를 읽는 중…</translation>
    </message>
    <message>
        <source>Reading: {done} of {total} file(s)</source>
        <translation>읽는 중: 파일 {total}개 가운데 {done}개</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>다시 실행: {what}</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>가져오지 못한 것</translation>
    </message>
    <message>
        <source>Reject all {total}: {reason}</source>
        <translation>{total}곳 모두 기각: {reason}</translation>
    </message>
    <message>
        <source>Reject the suggestion</source>
        <translation>제안 물리치기</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>기각</translation>
    </message>
    <message>
        <source>Rejected suggestions</source>
        <translation>거절한 제안</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>기각…</translation>
    </message>
    <message>
        <source>Related</source>
        <translation>관련 기사</translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation>관계</translation>
    </message>
    <message>
        <source>Relationships</source>
        <translation>관계</translation>
    </message>
    <message>
        <source>Relationships: {what}</source>
        <translation>관계: {what}</translation>
    </message>
    <message>
        <source>Release</source>
        <translation>릴리스</translation>
    </message>
    <message>
        <source>Releases</source>
        <translation>릴리스</translation>
    </message>
    <message>
        <source>Releases…</source>
        <translation>릴리스…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>Remove the name {name}</source>
        <translation>이름 ‘{name}’ 빼기</translation>
    </message>
    <message>
        <source>Remove this name</source>
        <translation>이 이름 빼기</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>뺌</translation>
    </message>
    <message>
        <source>Rename the entity…</source>
        <translation>개체 이름 바꾸기…</translation>
    </message>
    <message>
        <source>Repeated lines</source>
        <translation>되풀이되는 줄</translation>
    </message>
    <message>
        <source>Replace it</source>
        <translation>바꾸어 쓰기</translation>
    </message>
    <message>
        <source>Replace what was changed, too</source>
        <translation>고친 것도 바꾸기</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>답하기</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>보고</translation>
    </message>
    <message>
        <source>Report of the import</source>
        <translation>가져오기 보고서</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>보고서…</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>사용 중지</translation>
    </message>
    <message>
        <source>Return the lot to its annotator</source>
        <translation>묶음을 주석자에게 돌려보내기</translation>
    </message>
    <message>
        <source>Return this article to its annotators</source>
        <translation>이 기사를 주석자에게 돌려보내기</translation>
    </message>
    <message>
        <source>Retype to {name}</source>
        <translation>유형을 {name}(으)로 바꾸기</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>검토</translation>
    </message>
    <message>
        <source>Review the annotators&apos; work</source>
        <translation>주석자들의 작업 검토</translation>
    </message>
    <message>
        <source>Reviewed, and next article</source>
        <translation>검토 완료, 다음 기사</translation>
    </message>
    <message>
        <source>Reviewed; {count} item(s) still wait(s|).</source>
        <translation>검토를 마쳤습니다. 아직 {count}건이 기다립니다.</translation>
    </message>
    <message>
        <source>Reviewer</source>
        <translation>검토자</translation>
    </message>
    <message>
        <source>Rights of articles</source>
        <translation>기사의 권리</translation>
    </message>
    <message>
        <source>Rights of articles…</source>
        <translation>기사의 권리…</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>역할</translation>
    </message>
    <message>
        <source>Role of {name}</source>
        <translation>{name}의 역할</translation>
    </message>
    <message>
        <source>Ruling on “{words}”</source>
        <translation>‘{words}’에 대한 결정</translation>
    </message>
    <message>
        <source>Ruling {number} (formerly {former}): {ruling}</source>
        <translation>결정 {number}(전에는 {former}번): {ruling}</translation>
    </message>
    <message>
        <source>Ruling {number}: {ruling}</source>
        <translation>결정 {number}: {ruling}</translation>
    </message>
    <message>
        <source>Rulings</source>
        <translation>결정</translation>
    </message>
    <message>
        <source>Same speaker as before</source>
        <translation>앞과 같은 화자</translation>
    </message>
    <message>
        <source>Same?</source>
        <translation>같은 이름?</translation>
    </message>
    <message>
        <source>Same? {count}</source>
        <translation>같은 이름? {count}</translation>
    </message>
    <message>
        <source>Sample</source>
        <translation>표본</translation>
    </message>
    <message>
        <source>Sample at random</source>
        <translation>무작위로 뽑기</translation>
    </message>
    <message>
        <source>Sand</source>
        <translation>모래색</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>사본 저장</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>사본 저장…</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>다시 저장</translation>
    </message>
    <message>
        <source>Save as a new version</source>
        <translation>새 판으로 저장</translation>
    </message>
    <message>
        <source>Save as text…</source>
        <translation>글로 저장…</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>그림 저장</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>보고서 저장</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>표 저장</translation>
    </message>
    <message>
        <source>Save the tables</source>
        <translation>표 저장</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>Saved exports</source>
        <translation>저장한 내보내기</translation>
    </message>
    <message>
        <source>Saved tables</source>
        <translation>저장한 표</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>저장됨 {time}</translation>
    </message>
    <message>
        <source>Saving a copy…</source>
        <translation>사본을 저장하는 중…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>저장 중…</translation>
    </message>
    <message>
        <source>Says how many items still wait, and does not stop you.</source>
        <translation>기다리는 항목 수를 알리되 막지 않습니다.</translation>
    </message>
    <message>
        <source>Says of mentions, claims or relationships that nothing is left to find here.</source>
        <translation>이 기사에 더 찾을 언급·주장·관계가 없다고 표시합니다.</translation>
    </message>
    <message>
        <source>Schemes</source>
        <translation>주석 체계</translation>
    </message>
    <message>
        <source>Scroll together</source>
        <translation>함께 스크롤</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>검색</translation>
    </message>
    <message>
        <source>Search all articles</source>
        <translation>모든 기사에서 찾기</translation>
    </message>
    <message>
        <source>Search for a command or an article</source>
        <translation>명령이나 기사 찾기</translation>
    </message>
    <message>
        <source>Search or run…</source>
        <translation>찾기 · 명령…</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>도움말에서 찾기</translation>
    </message>
    <message>
        <source>Search types and attributes</source>
        <translation>유형과 속성 찾기</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>찾는 중…</translation>
    </message>
    <message>
        <source>Second article</source>
        <translation>둘째 기사</translation>
    </message>
    <message>
        <source>Second article beside</source>
        <translation>둘째 기사 나란히</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>섹션</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>Select the words first, then press the key of a type.</source>
        <translation>먼저 글을 고르고 유형의 키를 누르세요.</translation>
    </message>
    <message>
        <source>Select the words in the text first.</source>
        <translation>본문에서 말을 먼저 선택하세요.</translation>
    </message>
    <message>
        <source>Select the words that report it first.</source>
        <translation>말을 옮기는 표현을 먼저 선택하세요.</translation>
    </message>
    <message>
        <source>Select what is said first, then press the key again.</source>
        <translation>말한 내용을 먼저 선택하고 다시 누르세요.</translation>
    </message>
    <message>
        <source>Selected in the list</source>
        <translation>목록에서 고른 기사</translation>
    </message>
    <message>
        <source>Selections are taken as drawn.</source>
        <translation>선택한 그대로 씁니다.</translation>
    </message>
    <message>
        <source>Selections snap to names.</source>
        <translation>선택을 이름에 맞춥니다.</translation>
    </message>
    <message>
        <source>Send a working copy</source>
        <translation>작업본 보내기</translation>
    </message>
    <message>
        <source>Send a working copy…</source>
        <translation>작업본 보내기…</translation>
    </message>
    <message>
        <source>Send {count} article(s) back</source>
        <translation>기사 {count}건 돌려보내기</translation>
    </message>
    <message>
        <source>Sentences serve as evidence and for moving; the text stays.</source>
        <translation>문장은 근거와 이동에 쓰이며, 글은 그대로입니다.</translation>
    </message>
    <message>
        <source>Set the cue</source>
        <translation>전달 표지 정하기</translation>
    </message>
    <message>
        <source>Set the source</source>
        <translation>출처 정하기</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Settle the comment, or open it again</source>
        <translation>의견 해결, 다시 열기</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>해결</translation>
    </message>
    <message>
        <source>Settled question</source>
        <translation>해결한 질문</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>공유</translation>
    </message>
    <message>
        <source>Share by folder</source>
        <translation>폴더로 공유</translation>
    </message>
    <message>
        <source>Share by folder…</source>
        <translation>폴더로 공유…</translation>
    </message>
    <message>
        <source>Shared with {names}: by rule, and again to go round.</source>
        <translation>{names}(과)와 함께 씁니다. 규칙이 고르고, 다시 누르면 돌아갑니다.</translation>
    </message>
    <message>
        <source>Shares of the parts, as in 8:1:1 or 8:2.</source>
        <translation>몫은 8:1:1이나 8:2처럼 적습니다.</translation>
    </message>
    <message>
        <source>Show in the inspector</source>
        <translation>정보 창에서 보기</translation>
    </message>
    <message>
        <source>Show only the questions that nobody has settled</source>
        <translation>아직 해결하지 않은 질문만 보기</translation>
    </message>
    <message>
        <source>Show or hide the annotators&apos; versions</source>
        <translation>주석자 밑줄 보이기/숨기기</translation>
    </message>
    <message>
        <source>Show or hide what was said of the file</source>
        <translation>파일에 대한 보고 보기/숨기기</translation>
    </message>
    <message>
        <source>Show suggestions</source>
        <translation>제안 보이기</translation>
    </message>
    <message>
        <source>Show the entities of the whole project</source>
        <translation>프로젝트 전체의 개체 보기</translation>
    </message>
    <message>
        <source>Show the place in its text</source>
        <translation>본문에서 보기</translation>
    </message>
    <message>
        <source>Show the place in the main window</source>
        <translation>주 창에서 그 자리 보기</translation>
    </message>
    <message>
        <source>Show the places…</source>
        <translation>자리 보기…</translation>
    </message>
    <message>
        <source>Show what is agreed</source>
        <translation>일치한 것도 보기</translation>
    </message>
    <message>
        <source>Show what is judged</source>
        <translation>판정한 것도 보기</translation>
    </message>
    <message>
        <source>Shown beside your annotations when files are merged.</source>
        <translation>파일을 합칠 때 내 주석 곁에 보입니다.</translation>
    </message>
    <message>
        <source>Shows also what is left over of the page around the articles.</source>
        <translation>기사 둘레에 남은 쪽의 글도 보여 줍니다.</translation>
    </message>
    <message>
        <source>Shows every place in its context first; each can be left out.</source>
        <translation>먼저 모든 자리를 문맥과 함께 보여 주며, 하나씩 뺄 수 있습니다.</translation>
    </message>
    <message>
        <source>Side by side…</source>
        <translation>나란히…</translation>
    </message>
    <message>
        <source>Similar claims…</source>
        <translation>비슷한 주장…</translation>
    </message>
    <message>
        <source>Since then:</source>
        <translation>그 뒤로:</translation>
    </message>
    <message>
        <source>Skip with a reason…</source>
        <translation>이유를 적고 건너뛰기…</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>Sky</source>
        <translation>하늘색</translation>
    </message>
    <message>
        <source>Sky blue</source>
        <translation>하늘색</translation>
    </message>
    <message>
        <source>Slate</source>
        <translation>청회색</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>글자 작게</translation>
    </message>
    <message>
        <source>Snap selections to names</source>
        <translation>선택을 이름에 맞추기</translation>
    </message>
    <message>
        <source>Solid line</source>
        <translation>실선</translation>
    </message>
    <message>
        <source>Something belongs here, but no version is it.</source>
        <translation>여기에 무언가 있어야 하지만, 맞는 것이 없습니다.</translation>
    </message>
    <message>
        <source>Something deleted</source>
        <translation>지운 것</translation>
    </message>
    <message>
        <source>Something differs in {count} article(s).</source>
        <translation>기사 {count}건에서 다릅니다.</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>빠진 것이 있음</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>문제가 생겼습니다</translation>
    </message>
    <message>
        <source>Something went wrong. Nothing was changed.</source>
        <translation>문제가 생겼습니다. 바뀐 것은 없습니다.</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>갈래</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Source and other roles</source>
        <translation>출처와 그 밖의 역할</translation>
    </message>
    <message>
        <source>Source of the claim</source>
        <translation>주장의 출처</translation>
    </message>
    <message>
        <source>Source pages</source>
        <translation>원문</translation>
    </message>
    <message>
        <source>Source: {words}</source>
        <translation>출처: {words}</translation>
    </message>
    <message>
        <source>Space leaves a place out, Enter tags the others.</source>
        <translation>Space로 빼고, Enter로 나머지에 답니다.</translation>
    </message>
    <message>
        <source>Space leaves one out, Enter changes the others.</source>
        <translation>Space로 빼고, Enter로 나머지를 바꿉니다.</translation>
    </message>
    <message>
        <source>Space leaves one out, Enter mends the others. Only your own tags are read.</source>
        <translation>Space로 빼고, Enter로 나머지를 고칩니다. 내 태그만 읽습니다.</translation>
    </message>
    <message>
        <source>Space rejects one, Enter accepts the others.</source>
        <translation>Space로 물리치고, Enter로 나머지를 받아들입니다.</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>나누기</translation>
    </message>
    <message>
        <source>Split the claim</source>
        <translation>주장 나누기</translation>
    </message>
    <message>
        <source>Split the sentence at the caret</source>
        <translation>커서에서 문장 나누기</translation>
    </message>
    <message>
        <source>Start one character earlier</source>
        <translation>시작을 한 글자 앞으로</translation>
    </message>
    <message>
        <source>Start one character later</source>
        <translation>시작을 한 글자 뒤로</translation>
    </message>
    <message>
        <source>Start over</source>
        <translation>처음부터</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>State of an article</source>
        <translation>기사의 진행 상태</translation>
    </message>
    <message>
        <source>States of articles</source>
        <translation>기사 상태</translation>
    </message>
    <message>
        <source>States of review</source>
        <translation>검토 상태</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Steps, the latest first</source>
        <translation>단계, 나중 것부터</translation>
    </message>
    <message>
        <source>Stone</source>
        <translation>돌색</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>그만두기</translation>
    </message>
    <message>
        <source>Stop preparing the search</source>
        <translation>검색 준비 멈추기</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>공유 그만두기</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>멈췄습니다.</translation>
    </message>
    <message>
        <source>Stopped. No file was written.</source>
        <translation>그만두었습니다. 파일을 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>멈췄습니다. 아무것도 바꾸지 않았습니다.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was imported.</source>
        <translation>멈췄습니다. 아무것도 가져오지 않았습니다.</translation>
    </message>
    <message>
        <source>Stopped. These are the places found so far.</source>
        <translation>멈췄습니다. 지금까지 찾은 자리입니다.</translation>
    </message>
    <message>
        <source>Stopped. What was read so far is here.</source>
        <translation>멈췄습니다. 지금까지 읽은 것만 있습니다.</translation>
    </message>
    <message>
        <source>Stopped; nothing was accepted.</source>
        <translation>멈췄습니다. 채택한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>부제</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>부제</translation>
    </message>
    <message>
        <source>Subtitles, one a line</source>
        <translation>부제(한 줄에 하나씩)</translation>
    </message>
    <message>
        <source>Suggest what the model has learned</source>
        <translation>모델이 배운 것을 제안</translation>
    </message>
    <message>
        <source>Suggestion, {type}: {quote}</source>
        <translation>제안, {type}: {quote}</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>제안</translation>
    </message>
    <message>
        <source>Suggestions are being looked for.</source>
        <translation>제안을 찾고 있습니다.</translation>
    </message>
    <message>
        <source>Suggestions are switched off in the settings.</source>
        <translation>설정에서 제안을 껐습니다.</translation>
    </message>
    <message>
        <source>Table of details…</source>
        <translation>정보 표…</translation>
    </message>
    <message>
        <source>Table {file}</source>
        <translation>표 {file}</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Tables…</source>
        <translation>표…</translation>
    </message>
    <message>
        <source>Tag a date, time or number</source>
        <translation>날짜·시각·수 달기</translation>
    </message>
    <message>
        <source>Tag all in the project…</source>
        <translation>프로젝트 전체에 달기…</translation>
    </message>
    <message>
        <source>Tag all like this one</source>
        <translation>같은 것 모두 달기</translation>
    </message>
    <message>
        <source>Tag as {name}</source>
        <translation>{name}(으)로 달기</translation>
    </message>
    <message>
        <source>Tag as {name}, choosing the entity…</source>
        <translation>개체를 골라 {name}(으)로 달기…</translation>
    </message>
    <message>
        <source>Tag {count} place(s)</source>
        <translation>{count}곳에 달기</translation>
    </message>
    <message>
        <source>Tag “{quote}” in the project</source>
        <translation>프로젝트에서 ‘{quote}’ 모두 달기</translation>
    </message>
    <message>
        <source>Tagged {count} place(s) in {articles} article(s).</source>
        <translation>기사 {articles}건의 {count}곳에 달았습니다.</translation>
    </message>
    <message>
        <source>Tagged {count} place(s) in {articles} article(s); {passed} had changed meanwhile.</source>
        <translation>기사 {articles}건의 {count}곳에 달았습니다. {passed}곳은 그사이 바뀌어 그대로 두었습니다.</translation>
    </message>
    <message>
        <source>Take the name in the bracket, too</source>
        <translation>괄호 안 이름도 더하기</translation>
    </message>
    <message>
        <source>Take these words away</source>
        <translation>이 글 빼기</translation>
    </message>
    <message>
        <source>Take this version</source>
        <translation>이것을 채택</translation>
    </message>
    <message>
        <source>Take version {n}</source>
        <translation>{n}번 채택</translation>
    </message>
    <message>
        <source>Takes the first version into gold and edits it there; Esc comes back.</source>
        <translation>첫 번째 것을 정답 층에 옮겨 고칩니다. Esc로 돌아옵니다.</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>팀</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>Text (.txt), pages and documents (.html, .docx, .pdf, .hwpx), tables (.csv, .tsv, .xlsx), JSON (.json, .jsonl), and projects exported from Juseok.
Nothing is imported before you have seen it.</source>
        <translation>글(.txt), 쪽과 문서(.html, .docx, .pdf, .hwpx), 표(.csv, .tsv, .xlsx), JSON(.json, .jsonl), Juseok에서 내보낸 프로젝트를 받습니다.
눈으로 보기 전에는 아무것도 가져오지 않습니다.</translation>
    </message>
    <message>
        <source>Text files, folders, JSONL and CSV; with a preview.</source>
        <translation>텍스트 파일, 폴더, JSONL, CSV. 미리 보고 가져옵니다.</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>글자 크기</translation>
    </message>
    <message>
        <source>Text size {size} px</source>
        <translation>글자 크기 {size}px</translation>
    </message>
    <message>
        <source>That was the last pair.</source>
        <translation>마지막 짝이었습니다.</translation>
    </message>
    <message>
        <source>That was the last suggestion.</source>
        <translation>마지막 제안이었습니다.</translation>
    </message>
    <message>
        <source>The Korean analyser has stopped and is started again.</source>
        <translation>한국어 분석기가 멈춰서 다시 시작합니다.</translation>
    </message>
    <message>
        <source>The Korean analyser has stopped.</source>
        <translation>한국어 분석기가 멈췄습니다.</translation>
    </message>
    <message>
        <source>The Korean analyser is there again.</source>
        <translation>한국어 분석기가 다시 돕니다.</translation>
    </message>
    <message>
        <source>The annotations of {name} are not here.</source>
        <translation>{name}의 주석은 여기에 없습니다.</translation>
    </message>
    <message>
        <source>The article</source>
        <translation>기사 전체</translation>
    </message>
    <message>
        <source>The article is in progress already.</source>
        <translation>이미 작업 중인 기사입니다.</translation>
    </message>
    <message>
        <source>The best: gold, else agreed, else the only one</source>
        <translation>최선: 정답, 없으면 일치한 것, 혼자면 그것</translation>
    </message>
    <message>
        <source>The campaign does not ask for this kind of annotation. It stays all the same.</source>
        <translation>캠페인에서 찾지 않는 종류의 주석입니다. 붙인 것은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>The campaign does not ask for “{type}”. It stays all the same.</source>
        <translation>캠페인에서는 ‘{type}’ 유형을 찾지 않습니다. 붙인 것은 그대로 남습니다.</translation>
    </message>
    <message>
        <source>The campaign “{name}” is made.</source>
        <translation>캠페인 ‘{name}’(을)를 만들었습니다.</translation>
    </message>
    <message>
        <source>The copy is “{name}”.</source>
        <translation>사본을 ‘{name}’(으)로 저장했습니다.</translation>
    </message>
    <message>
        <source>The entity in hand</source>
        <translation>고른 개체</translation>
    </message>
    <message>
        <source>The export is saved as “{name}”.</source>
        <translation>내보내기를 ‘{name}’(으)로 저장했습니다.</translation>
    </message>
    <message>
        <source>The first article as it was frozen, with your own annotations only; it is written in the chosen format.</source>
        <translation>고정한 그대로의 첫 기사를 내 주석만 보여 줍니다. 고른 형식으로 씁니다.</translation>
    </message>
    <message>
        <source>The first article as it will be written, with your own annotations only.</source>
        <translation>첫 기사를 쓰게 될 그대로, 내 주석만 보여 줍니다.</translation>
    </message>
    <message>
        <source>The first article of it</source>
        <translation>그 첫 기사</translation>
    </message>
    <message>
        <source>The first documents</source>
        <translation>처음 문서들</translation>
    </message>
    <message>
        <source>The first goes by it, too; where the second is an entity, the two stay two.</source>
        <translation>첫째의 다른 이름이 됩니다. 둘째가 개체이면 두 개체는 그대로 둘로 남습니다.</translation>
    </message>
    <message>
        <source>The first of the two; the key again shows the second.</source>
        <translation>둘 중 첫째를 보여 줍니다. 다시 누르면 둘째를 보여 줍니다.</translation>
    </message>
    <message>
        <source>The first records</source>
        <translation>앞부분 미리 보기</translation>
    </message>
    <message>
        <source>The first {count} place(s).</source>
        <translation>처음 {count}곳입니다.</translation>
    </message>
    <message>
        <source>The first {count} place(s); there are more.</source>
        <translation>처음 {count}곳만 보입니다. 더 있습니다.</translation>
    </message>
    <message>
        <source>The gold layer</source>
        <translation>정답 층</translation>
    </message>
    <message>
        <source>The guidelines have no section on this yet.</source>
        <translation>지침에 아직 이에 대한 절이 없습니다.</translation>
    </message>
    <message>
        <source>The key of a type accepts it as that type.</source>
        <translation>유형의 키를 누르면 그 유형으로 받아들입니다.</translation>
    </message>
    <message>
        <source>The mentions keep what they were given, so it can be undone at any time.</source>
        <translation>언급은 받은 개체를 그대로 지니므로 언제든 풀 수 있습니다.</translation>
    </message>
    <message>
        <source>The model is being trained.</source>
        <translation>모델이 배우고 있습니다.</translation>
    </message>
    <message>
        <source>The name stands nowhere else untagged.</source>
        <translation>같은 이름이 태그 없이 남은 곳이 없습니다.</translation>
    </message>
    <message>
        <source>The next quotation inherits source and affiliation.</source>
        <translation>다음 인용이 출처와 소속을 물려받습니다.</translation>
    </message>
    <message>
        <source>The note in hand</source>
        <translation>지금 다루는 메모</translation>
    </message>
    <message>
        <source>The one beside comes into the middle, where it can be tagged.</source>
        <translation>오른쪽 기사가 가운데로 와서 주석을 달 수 있습니다.</translation>
    </message>
    <message>
        <source>The open claim</source>
        <translation>열린 주장</translation>
    </message>
    <message>
        <source>The other articles wait: F1 {f1} in training, {gate} to go on. {key} lists what differs; correct it there.</source>
        <translation>다음 기사는 아직 열리지 않았습니다. 연습 F1 {f1}, 기준 {gate}. {key}(을)를 눌러 정답과 다른 곳을 보고 고치세요.</translation>
    </message>
    <message>
        <source>The other end for “{quote}”: its letter, the arrow keys and Enter, or a click. Esc leaves.</source>
        <translation>‘{quote}’(을)를 어디에 이을까요? 글자 키, 화살표와 Enter, 클릭으로 고릅니다. Esc로 그만둡니다.</translation>
    </message>
    <message>
        <source>The pair comes back for nobody.</source>
        <translation>이 짝은 누구에게도 다시 나오지 않습니다.</translation>
    </message>
    <message>
        <source>The project at one moment under a name, never changed: for a paper, a delivery or a training run.</source>
        <translation>한순간의 프로젝트를 이름을 붙여 그대로 남깁니다. 논문, 납품, 학습에 쓴 상태를 나중에도 똑같이 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>The project cannot be changed.</source>
        <translation>프로젝트를 고칠 수 없습니다.</translation>
    </message>
    <message>
        <source>The relationship in hand</source>
        <translation>지금 다루는 관계</translation>
    </message>
    <message>
        <source>The same as</source>
        <translation>같은 개체</translation>
    </message>
    <message>
        <source>The same as another article</source>
        <translation>다른 기사와 같음</translation>
    </message>
    <message>
        <source>The same as another entity…</source>
        <translation>같은 개체로 합치기…</translation>
    </message>
    <message>
        <source>The same as: {names}</source>
        <translation>같은 개체: {names}</translation>
    </message>
    <message>
        <source>The same everywhere…</source>
        <translation>같은 표현 모두…</translation>
    </message>
    <message>
        <source>The scheme has no types for dates and numbers.</source>
        <translation>이 주석 체계에는 날짜와 수의 유형이 없습니다.</translation>
    </message>
    <message>
        <source>The scheme itself</source>
        <translation>체계 자체</translation>
    </message>
    <message>
        <source>The scheme itself: {name}</source>
        <translation>체계 자체: {name}</translation>
    </message>
    <message>
        <source>The scheme joins no “{head}” with a “{tail}”.</source>
        <translation>주석 체계에 ‘{head}’(과)와 ‘{tail}’ 사이를 잇는 관계가 없습니다.</translation>
    </message>
    <message>
        <source>The score on training articles, and each place that differs from gold.</source>
        <translation>연습 기사의 점수와, 정답과 다른 자리를 하나하나 보여 줍니다.</translation>
    </message>
    <message>
        <source>The selected text is its content.</source>
        <translation>선택한 글이 주장의 내용이 됩니다.</translation>
    </message>
    <message>
        <source>The selection or the mention under the caret. Without one: elided, then none; a source that is set asks for the key again.</source>
        <translation>선택한 글이나 커서가 놓인 언급. 없으면 생략, 다음은 없음. 이미 있는 출처는 한 번 더 눌러야 지워집니다.</translation>
    </message>
    <message>
        <source>The selection, or the sentence at the caret; the key again takes it back.</source>
        <translation>선택한 곳이나 커서가 있는 문장. 다시 누르면 되돌립니다.</translation>
    </message>
    <message>
        <source>The sentence</source>
        <translation>문장으로</translation>
    </message>
    <message>
        <source>The sentence that holds both ends, or one for each.</source>
        <translation>양끝이 든 문장. 다른 문장에 있으면 두 문장.</translation>
    </message>
    <message>
        <source>The source is {source}. Press the key again to take it away: elided.</source>
        <translation>출처는 {source}입니다. 다시 누르면 지우고 생략으로 둡니다.</translation>
    </message>
    <message>
        <source>The table is saved as “{name}”.</source>
        <translation>표를 “{name}”(으)로 저장했습니다.</translation>
    </message>
    <message>
        <source>The text is broken</source>
        <translation>본문이 깨짐</translation>
    </message>
    <message>
        <source>The type comes by rule; the key again goes to the next one.</source>
        <translation>유형은 규칙으로 정해집니다. 다시 누르면 다음 유형으로 갑니다.</translation>
    </message>
    <message>
        <source>The whole project</source>
        <translation>프로젝트 전체</translation>
    </message>
    <message>
        <source>The words that report it, such as 밝혔다.</source>
        <translation>‘밝혔다’처럼 말을 전하는 낱말.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Then choose the other end by arrow keys, click or letter.</source>
        <translation>그런 다음 화살표 키, 클릭, 글자로 반대쪽 끝을 고릅니다.</translation>
    </message>
    <message>
        <source>There is no article in it.</source>
        <translation>기사가 없습니다.</translation>
    </message>
    <message>
        <source>There is no further sentence on this line.</source>
        <translation>이 줄에 다음 문장이 없습니다.</translation>
    </message>
    <message>
        <source>There is no mention of your own to change.</source>
        <translation>바꿀 내 언급이 없습니다.</translation>
    </message>
    <message>
        <source>There is no other mention to go to.</source>
        <translation>이을 다른 언급이 없습니다.</translation>
    </message>
    <message>
        <source>There is no such folder.</source>
        <translation>그런 폴더가 없습니다.</translation>
    </message>
    <message>
        <source>There is no suggestion here. {key} goes to the next pane.</source>
        <translation>여기에는 제안이 없습니다. {key} 키를 누르면 다음 칸으로 갑니다.</translation>
    </message>
    <message>
        <source>There is no text, table or export of Juseok to import here.</source>
        <translation>가져올 글이 없습니다. 텍스트 파일, 표, Juseok에서 내보낸 파일을 고르세요.</translation>
    </message>
    <message>
        <source>There is nothing of that kind to accept here.</source>
        <translation>여기에는 그렇게 채택할 것이 없습니다.</translation>
    </message>
    <message>
        <source>There is nothing to do here.</source>
        <translation>여기서는 할 것이 없습니다.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>되돌릴 것이 없습니다.</translation>
    </message>
    <message>
        <source>They are back in the queues of those who did them.</source>
        <translation>주석한 사람들의 차례로 돌려보냈습니다.</translation>
    </message>
    <message>
        <source>They are one</source>
        <translation>같은 대상</translation>
    </message>
    <message>
        <source>They say</source>
        <translation>권리</translation>
    </message>
    <message>
        <source>Third column</source>
        <translation>셋째 칸</translation>
    </message>
    <message>
        <source>This annotation</source>
        <translation>이 주석</translation>
    </message>
    <message>
        <source>This article</source>
        <translation>이 기사</translation>
    </message>
    <message>
        <source>This article has suggestions again.</source>
        <translation>이 기사에 다시 제안을 보입니다.</translation>
    </message>
    <message>
        <source>This article is annotated without suggestions.</source>
        <translation>이 기사는 제안 없이 주석하는 기사입니다.</translation>
    </message>
    <message>
        <source>This article is gold</source>
        <translation>이 기사는 정답</translation>
    </message>
    <message>
        <source>This article is reviewed</source>
        <translation>이 기사는 검토됨</translation>
    </message>
    <message>
        <source>This article: {state}</source>
        <translation>이 기사: {state}</translation>
    </message>
    <message>
        <source>This file exists already.</source>
        <translation>이미 있는 파일입니다.</translation>
    </message>
    <message>
        <source>This goes for mentions only.</source>
        <translation>언급에만 할 수 있습니다.</translation>
    </message>
    <message>
        <source>This is a file; a folder is to be made.</source>
        <translation>여기에는 파일이 있습니다. 폴더를 만들어야 합니다.</translation>
    </message>
    <message>
        <source>This is a folder; a file name is missing.</source>
        <translation>폴더입니다. 파일 이름이 빠졌습니다.</translation>
    </message>
    <message>
        <source>This is a heading</source>
        <translation>소제목으로 지정</translation>
    </message>
    <message>
        <source>This is no date: write 2025-03-14 or 2025-03-14T09:00.</source>
        <translation>날짜가 아닙니다. 2025-03-14나 2025-03-14T09:00처럼 써 주세요.</translation>
    </message>
    <message>
        <source>This is the first article.</source>
        <translation>첫 기사입니다.</translation>
    </message>
    <message>
        <source>This is the first difference of the article.</source>
        <translation>이 기사의 첫 다른 곳입니다.</translation>
    </message>
    <message>
        <source>This is the first item of the review.</source>
        <translation>검토의 첫 항목입니다.</translation>
    </message>
    <message>
        <source>This is the last article.</source>
        <translation>마지막 기사입니다.</translation>
    </message>
    <message>
        <source>This is the last difference of the article.</source>
        <translation>이 기사의 마지막 다른 곳입니다.</translation>
    </message>
    <message>
        <source>This is the last item of the review.</source>
        <translation>검토의 마지막 항목입니다.</translation>
    </message>
    <message>
        <source>This name is too long.</source>
        <translation>이름이 너무 깁니다.</translation>
    </message>
    <message>
        <source>This one: {title}</source>
        <translation>이 기사: {title}</translation>
    </message>
    <message>
        <source>This step is in no article, or in many.</source>
        <translation>이 단계는 기사에서 한 일이 아니거나 여러 기사에서 한 일입니다.</translation>
    </message>
    <message>
        <source>Those selected in the list ({count})</source>
        <translation>목록에서 고른 것({count})</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>횟수</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>제목</translation>
    </message>
    <message>
        <source>Title, publisher, bylines and date.</source>
        <translation>제목, 언론사, 기자, 날짜.</translation>
    </message>
    <message>
        <source>Titles, dates and more from a table that names the files.</source>
        <translation>파일 이름이 든 표에서 제목, 날짜 등을 가져옵니다.</translation>
    </message>
    <message>
        <source>To</source>
        <translation>어디로</translation>
    </message>
    <message>
        <source>To (tail)</source>
        <translation>끝(꼬리)</translation>
    </message>
    <message>
        <source>To compare and to link claims; tagging is done in the middle.</source>
        <translation>견주고 주장을 잇는 칸입니다. 주석은 가운데에서 답니다.</translation>
    </message>
    <message>
        <source>To the articles</source>
        <translation>기사로 가기</translation>
    </message>
    <message>
        <source>To the text</source>
        <translation>본문으로</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>현재</translation>
    </message>
    <message>
        <source>Train the model now</source>
        <translation>지금 모델 학습</translation>
    </message>
    <message>
        <source>Train, dev and test</source>
        <translation>학습·개발·평가로 나누기</translation>
    </message>
    <message>
        <source>Training: F1 {f1}</source>
        <translation>연습: F1 {f1}</translation>
    </message>
    <message>
        <source>Training: F1 {f1}, {gate} to go on</source>
        <translation>연습: F1 {f1}, 기준 {gate}</translation>
    </message>
    <message>
        <source>Training: F1 {f1}; {right} right, {extra} that gold does not have, {missed} missed.</source>
        <translation>연습: F1 {f1}. 맞음 {right}, 정답에 없음 {extra}, 빠뜨림 {missed}.</translation>
    </message>
    <message>
        <source>Tries once more to write what could not be saved.</source>
        <translation>저장하지 못한 것을 다시 적어 봅니다.</translation>
    </message>
    <message>
        <source>Turn the relationship round</source>
        <translation>관계 방향 뒤집기</translation>
    </message>
    <message>
        <source>Two at a time, with a place of both: join them, or keep them apart for good.</source>
        <translation>둘씩, 나온 자리와 함께 보여 줍니다. 합치거나 서로 다르다고 정합니다.</translation>
    </message>
    <message>
        <source>Two or three annotators, gold, or one layer at two times; what differs, in a list.</source>
        <translation>주석자 두셋, 정답 층, 또는 한 층의 두 시점. 다른 곳은 목록으로 보입니다.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Type an answer</source>
        <translation>답을 적으세요</translation>
    </message>
    <message>
        <source>Type of claim links</source>
        <translation>주장 관계 유형</translation>
    </message>
    <message>
        <source>Type of mentions</source>
        <translation>언급 유형</translation>
    </message>
    <message>
        <source>Type of relationships</source>
        <translation>관계 유형</translation>
    </message>
    <message>
        <source>Type of the relationship</source>
        <translation>관계 유형</translation>
    </message>
    <message>
        <source>Type the ruling</source>
        <translation>결정을 적으세요</translation>
    </message>
    <message>
        <source>Type: {mine} → {gold}</source>
        <translation>유형: {mine} → {gold}</translation>
    </message>
    <message>
        <source>Types</source>
        <translation>유형</translation>
    </message>
    <message>
        <source>Types and attributes</source>
        <translation>유형과 속성</translation>
    </message>
    <message>
        <source>Types that the relationship may join</source>
        <translation>이 관계로 이을 수 있는 유형</translation>
    </message>
    <message>
        <source>Types, colours, keys, attributes and constraints.</source>
        <translation>유형, 색, 키, 속성, 제약.</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Undo decision</source>
        <translation>판정 취소</translation>
    </message>
    <message>
        <source>Undo: {what}</source>
        <translation>실행 취소: {what}</translation>
    </message>
    <message>
        <source>Undoes a merge, or moves mentions to a new entity.</source>
        <translation>묶은 것을 풀거나 언급을 새 개체로 옮깁니다.</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>되돌림: {what}</translation>
    </message>
    <message>
        <source>Unfinished</source>
        <translation>마치지 않은 기사</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>다시 사용</translation>
    </message>
    <message>
        <source>Use the Korean analyser</source>
        <translation>한국어 분석기 쓰기</translation>
    </message>
    <message>
        <source>Use the selection as evidence</source>
        <translation>선택한 곳을 근거로</translation>
    </message>
    <message>
        <source>Value of {attribute}</source>
        <translation>‘{attribute}’의 값</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Verdicts</source>
        <translation>판정</translation>
    </message>
    <message>
        <source>Vermilion</source>
        <translation>주홍</translation>
    </message>
    <message>
        <source>Version of {name}</source>
        <translation>{name}의 표시</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>판</translation>
    </message>
    <message>
        <source>Versions of the guidelines</source>
        <translation>지침 판</translation>
    </message>
    <message>
        <source>View</source>
        <translation>보기</translation>
    </message>
    <message>
        <source>Walks through the mentions of the entity under the caret.</source>
        <translation>커서가 놓인 개체의 언급을 차례로 보여 줍니다.</translation>
    </message>
    <message>
        <source>What annotators made comes into the register: in bulk, or persons one by one.</source>
        <translation>주석자가 만든 개체를 등록부에 넣습니다. 한꺼번에, 인물은 하나씩.</translation>
    </message>
    <message>
        <source>What becomes of retired types and values in your work, each place shown first.</source>
        <translation>사용 중지된 유형과 값을 무엇으로 바꿀지 정합니다. 자리를 먼저 모두 보여 줍니다.</translation>
    </message>
    <message>
        <source>What becomes of {name}</source>
        <translation>{name}: 무엇으로 바꿀지</translation>
    </message>
    <message>
        <source>What column “{column}” is</source>
        <translation>‘{column}’ 열이 무엇인지</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>다른 것</translation>
    </message>
    <message>
        <source>What differs in this article</source>
        <translation>이 기사에서 다른 곳</translation>
    </message>
    <message>
        <source>What differs, item by item; what is right goes into gold. The key again ends it.</source>
        <translation>다른 곳을 하나씩 보고 옳은 것을 정답 층에 넣습니다. 다시 누르면 끝납니다.</translation>
    </message>
    <message>
        <source>What everybody says alike</source>
        <translation>모두 같은 것</translation>
    </message>
    <message>
        <source>What holds for all types: what is tagged, and where a span begins and ends.</source>
        <translation>모든 유형에 적용되는 지침입니다. 무엇을 달고 구간을 어디서 끊는지 적습니다.</translation>
    </message>
    <message>
        <source>What is asked for</source>
        <translation>찾을 것</translation>
    </message>
    <message>
        <source>What is not judged yet, in this article.</source>
        <translation>이 기사에서 아직 판정하지 않은 것.</translation>
    </message>
    <message>
        <source>What is often decided otherwise</source>
        <translation>자주 달리 판정된 것</translation>
    </message>
    <message>
        <source>What is retired or gone in the scheme, and what becomes of it in the gold layer. What was decided stays decided, also when annotators bring their work over by the same table.</source>
        <translation>주석 체계에서 사용 중지되었거나 없어진 것을 정답 층에서 무엇으로 바꿀지 정합니다. 이미 내린 판정은 그대로 남으며, 주석자가 같은 표로 자기 작업을 옮겨도 그렇습니다.</translation>
    </message>
    <message>
        <source>What is retired or gone in the scheme, and what becomes of it in your work.</source>
        <translation>주석 체계에서 사용 중지되었거나 없어진 것을 내 작업에서 무엇으로 바꿀지 정합니다.</translation>
    </message>
    <message>
        <source>What is saved?</source>
        <translation>무엇이 저장됐나?</translation>
    </message>
    <message>
        <source>What is to be done with a campaign?</source>
        <translation>캠페인으로 무엇을 할까요?</translation>
    </message>
    <message>
        <source>What is to come into the register?</source>
        <translation>무엇을 등록부에 넣을까요?</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>담긴 것</translation>
    </message>
    <message>
        <source>What it was done to</source>
        <translation>무엇에 했는지</translation>
    </message>
    <message>
        <source>What joins “{head}” and “{tail}”?</source>
        <translation>‘{head}’(과)와 ‘{tail}’ 사이의 관계는?</translation>
    </message>
    <message>
        <source>What leaves “{name}”?</source>
        <translation>‘{name}’에서 무엇을 떼어 낼까요?</translation>
    </message>
    <message>
        <source>What may be missing</source>
        <translation>빠졌을지 모르는 것</translation>
    </message>
    <message>
        <source>What more than half say</source>
        <translation>절반이 넘게 같은 것</translation>
    </message>
    <message>
        <source>What must differ</source>
        <translation>무엇이 다른지</translation>
    </message>
    <message>
        <source>What reviewers decided on your work, and what you often confuse.</source>
        <translation>검토자가 내 작업에 내린 판정, 자주 헷갈리는 것.</translation>
    </message>
    <message>
        <source>What was decided, the latest first</source>
        <translation>판정, 최근 것부터</translation>
    </message>
    <message>
        <source>What was done, the latest first</source>
        <translation>한 일, 최근 것부터</translation>
    </message>
    <message>
        <source>What {count} or more people say, and nothing else as many</source>
        <translation>{count}명 이상이 같고, 다른 것은 그보다 적은 것</translation>
    </message>
    <message>
        <source>Whatever differs</source>
        <translation>무엇이 다르든</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>어디서</translation>
    </message>
    <message>
        <source>Where Shift and a key change every such line</source>
        <translation>Shift와 키가 같은 줄을 어디까지 바꾸는지</translation>
    </message>
    <message>
        <source>Where shall it go?</source>
        <translation>어디에 쓸지 적어 주세요.</translation>
    </message>
    <message>
        <source>Where your own tags do not agree with one another, to be mended at once.</source>
        <translation>내 태그끼리 서로 맞지 않는 곳을 찾아 한꺼번에 고칩니다.</translation>
    </message>
    <message>
        <source>Which annotations</source>
        <translation>어떤 주석</translation>
    </message>
    <message>
        <source>Which article beside this one?</source>
        <translation>나란히 볼 기사는?</translation>
    </message>
    <message>
        <source>Which articles</source>
        <translation>어떤 기사</translation>
    </message>
    <message>
        <source>Which articles differ between these sides; can be stopped.</source>
        <translation>이 칸들 사이에 다른 곳이 있는 기사를 찾습니다. 멈출 수 있습니다.</translation>
    </message>
    <message>
        <source>Which articles, what is looked for, who does it, blind or open.</source>
        <translation>어느 기사에서 무엇을 누가, 블라인드로 할지 공개로 할지.</translation>
    </message>
    <message>
        <source>Which entity is “{quote}”?</source>
        <translation>‘{quote}’(은)는 어느 개체인가요?</translation>
    </message>
    <message>
        <source>Which items are shown</source>
        <translation>보여 줄 항목</translation>
    </message>
    <message>
        <source>Which kinds are shown</source>
        <translation>보일 종류</translation>
    </message>
    <message>
        <source>Which mentions take a new type</source>
        <translation>유형을 함께 바꿀 언급</translation>
    </message>
    <message>
        <source>Which pass?</source>
        <translation>어느 단계인가요?</translation>
    </message>
    <message>
        <source>Which question?</source>
        <translation>어느 질문인가요?</translation>
    </message>
    <message>
        <source>Which section of the guidelines does it belong to?</source>
        <translation>지침의 어느 절에 속합니까?</translation>
    </message>
    <message>
        <source>While a claim is open</source>
        <translation>주장이 열려 있을 때</translation>
    </message>
    <message>
        <source>Who annotates</source>
        <translation>주석할 사람</translation>
    </message>
    <message>
        <source>Who annotates which articles, and how far everybody is.</source>
        <translation>누가 어느 기사를 맡았고 어디까지 했는지.</translation>
    </message>
    <message>
        <source>Who did it</source>
        <translation>누가 했는지</translation>
    </message>
    <message>
        <source>Who did what when, and the article as it was.</source>
        <translation>누가 언제 무엇을 했는지, 그때의 기사는 어땠는지.</translation>
    </message>
    <message>
        <source>Whole page</source>
        <translation>쪽 전체</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>낱말 단위</translation>
    </message>
    <message>
        <source>Whose annotations</source>
        <translation>누구의 주석</translation>
    </message>
    <message>
        <source>Whose version is not right?</source>
        <translation>누구의 것이 틀렸습니까?</translation>
    </message>
    <message>
        <source>Whose work</source>
        <translation>누구의 작업</translation>
    </message>
    <message>
        <source>Whose work is compared</source>
        <translation>누구의 작업을 견줄지</translation>
    </message>
    <message>
        <source>Whose work stands in column {n}</source>
        <translation>{n}번째 칸에 누구의 작업을 놓을지</translation>
    </message>
    <message>
        <source>Why is it not right?</source>
        <translation>왜 틀렸습니까?</translation>
    </message>
    <message>
        <source>Why is it rejected?</source>
        <translation>왜 기각합니까?</translation>
    </message>
    <message>
        <source>Why one version is not right…</source>
        <translation>한 주석자의 것이 틀린 이유…</translation>
    </message>
    <message>
        <source>Why skip this article? Choose or type</source>
        <translation>이 기사를 건너뛰는 이유는? 고르거나 쓰세요</translation>
    </message>
    <message>
        <source>With Shift: every line with this text</source>
        <translation>Shift와 함께: 같은 글의 모든 줄</translation>
    </message>
    <message>
        <source>With a reason; nothing of it goes into gold.</source>
        <translation>이유를 남깁니다. 정답 층에는 들어가지 않습니다.</translation>
    </message>
    <message>
        <source>With commas between</source>
        <translation>쉼표로 나눔</translation>
    </message>
    <message>
        <source>With its mentions, here or everywhere.</source>
        <translation>이 기사나 모든 기사의 언급과 함께 바꿉니다.</translation>
    </message>
    <message>
        <source>With the computed ones</source>
        <translation>계산되는 것과 함께</translation>
    </message>
    <message>
        <source>Withheld</source>
        <translation>유보</translation>
    </message>
    <message>
        <source>Within which claim is it told?</source>
        <translation>어느 주장 안에서 한 말입니까?</translation>
    </message>
    <message>
        <source>Without end, also after a restart. Goes to the article first.</source>
        <translation>횟수에 끝이 없고, 다시 켠 뒤에도 됩니다. 먼저 그 기사로 갑니다.</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>표현</translation>
    </message>
    <message>
        <source>Words find any part of a word; a verb in its dictionary form (밝히다) finds its other forms. “In quotes” finds exactly that.

Narrow the search with:
{filters}</source>
        <translation>낱말은 다른 낱말의 일부여도 찾습니다. 동사를 기본형(밝히다)으로 쓰면 활용형도 찾습니다. “따옴표로 묶으면” 글자 그대로 찾습니다.

다음 조건으로 범위를 좁힙니다:
{filters}</translation>
    </message>
    <message>
        <source>Words of what was done</source>
        <translation>한 일에 든 낱말</translation>
    </message>
    <message>
        <source>Words, or filters as in the search over the project: title:chips, date:2026-04.., type:ORG, publisher:…, entity:…, claim.act:deny</source>
        <translation>낱말이나, 프로젝트 검색과 같은 조건: 제목:반도체, 날짜:2026-04.., 유형:ORG, 언론사:…, 개체:…, 주장.act:deny</translation>
    </message>
    <message>
        <source>Work under an older scheme</source>
        <translation>예전 주석 체계로 한 작업</translation>
    </message>
    <message>
        <source>Work under an older scheme…</source>
        <translation>예전 주석 체계로 한 작업…</translation>
    </message>
    <message>
        <source>Working copy</source>
        <translation>작업본</translation>
    </message>
    <message>
        <source>Working copy (.juseok): it is opened and worked in</source>
        <translation>작업본(.juseok): 열어서 바로 주석합니다</translation>
    </message>
    <message>
        <source>Working… {done} of {total}</source>
        <translation>하는 중… {total}개 가운데 {done}개</translation>
    </message>
    <message>
        <source>Writes labelled data for other tools.</source>
        <translation>다른 도구가 읽을 주석 자료를 씁니다.</translation>
    </message>
    <message>
        <source>Writes what is own, reads what others wrote.</source>
        <translation>내 것을 쓰고 남이 쓴 것을 읽습니다.</translation>
    </message>
    <message>
        <source>Written for another version of the scheme.</source>
        <translation>주석 체계의 다른 판에 맞춰 쓴 지침입니다.</translation>
    </message>
    <message>
        <source>Written to {file}.</source>
        <translation>{file}에 썼습니다.</translation>
    </message>
    <message>
        <source>Wrong boundary</source>
        <translation>구간이 틀림</translation>
    </message>
    <message>
        <source>Wrong type</source>
        <translation>유형이 틀림</translation>
    </message>
    <message>
        <source>Yellow</source>
        <translation>노랑</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>예·아니요</translation>
    </message>
    <message>
        <source>You</source>
        <translation>나</translation>
    </message>
    <message>
        <source>You may see here besides your own work: {who}.</source>
        <translation>여기서 내 작업 말고 볼 수 있는 것: {who}.</translation>
    </message>
    <message>
        <source>You see your own work here, and nobody else&apos;s.</source>
        <translation>여기서는 내 작업만 보입니다.</translation>
    </message>
    <message>
        <source>Your tags agree with one another.</source>
        <translation>내 태그는 서로 어긋나지 않습니다.</translation>
    </message>
    <message>
        <source>Zone for the repeated line</source>
        <translation>되풀이되는 줄의 구역</translation>
    </message>
    <message>
        <source>Zones</source>
        <translation>구역</translation>
    </message>
    <message>
        <source>Zones and their keys</source>
        <translation>구역과 키</translation>
    </message>
    <message>
        <source>Zones of articles</source>
        <translation>기사의 구역</translation>
    </message>
    <message>
        <source>a name only</source>
        <translation>이름만</translation>
    </message>
    <message>
        <source>a new reason</source>
        <translation>새 이유</translation>
    </message>
    <message>
        <source>all</source>
        <translation>전부</translation>
    </message>
    <message>
        <source>another reviewer decided differently</source>
        <translation>다른 검토자의 판정과 다름</translation>
    </message>
    <message>
        <source>as in the sentence before</source>
        <translation>앞 문장과 같음</translation>
    </message>
    <message>
        <source>assigned to you</source>
        <translation>나에게 배정됨</translation>
    </message>
    <message>
        <source>at a step</source>
        <translation>한 단계 뒤</translation>
    </message>
    <message>
        <source>beside</source>
        <translation>옆 기사</translation>
    </message>
    <message>
        <source>blind</source>
        <translation>블라인드</translation>
    </message>
    <message>
        <source>brat, doccano, Label Studio, Prodigy, PubAnnotation, INCEpTION and WebAnno, CoNLL, CoNLL-U, KLUE, NIKL, W3C Web Annotation, DNA, QualCoder, REFI-QDA, tables of mentions, annotations without texts</source>
        <translation>brat, doccano, Label Studio, Prodigy, PubAnnotation, INCEpTION, WebAnno, CoNLL, CoNLL-U, KLUE, 모두의 말뭉치, W3C 웹 주석, DNA, QualCoder, REFI-QDA, 언급 표, 본문 없는 주석</translation>
    </message>
    <message>
        <source>by rule</source>
        <translation>규칙</translation>
    </message>
    <message>
        <source>e.g. 2025-03-14T09:00</source>
        <translation>예: 2025-03-14T09:00</translation>
    </message>
    <message>
        <source>edited since</source>
        <translation>판정 뒤 수정됨</translation>
    </message>
    <message>
        <source>elided</source>
        <translation>생략</translation>
    </message>
    <message>
        <source>entity: type: annotator: publisher: title: date:2026-03..2026-05 zone:title claim.certainty:possible</source>
        <translation>개체: 유형: 주석자: 언론사: 제목: 날짜:2026-03..2026-05 구역:제목 주장.확실성:가능</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>마침</translation>
    </message>
    <message>
        <source>for you</source>
        <translation>나에게</translation>
    </message>
    <message>
        <source>formerly {number}</source>
        <translation>전에는 {number}번</translation>
    </message>
    <message>
        <source>gold</source>
        <translation>정답</translation>
    </message>
    <message>
        <source>gold does not have it</source>
        <translation>정답에 없음</translation>
    </message>
    <message>
        <source>import report</source>
        <translation>가져오기 보고서</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>진행 중</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>검토 중</translation>
    </message>
    <message>
        <source>in the whole project</source>
        <translation>프로젝트 전체에서</translation>
    </message>
    <message>
        <source>in this article</source>
        <translation>이 기사에서</translation>
    </message>
    <message>
        <source>is taken away</source>
        <translation>떼어 내기</translation>
    </message>
    <message>
        <source>key {key}</source>
        <translation>{key} 키</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>빠뜨림</translation>
    </message>
    <message>
        <source>name {name}</source>
        <translation>이름 {name}</translation>
    </message>
    <message>
        <source>new</source>
        <translation>새 기사</translation>
    </message>
    <message>
        <source>no gate</source>
        <translation>기준 없음</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>출처 없음</translation>
    </message>
    <message>
        <source>no type yet</source>
        <translation>유형 미정</translation>
    </message>
    <message>
        <source>nobody is named</source>
        <translation>밝히지 않음</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>찾지 않음</translation>
    </message>
    <message>
        <source>not decided yet</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>모름</translation>
    </message>
    <message>
        <source>not split; for example 8:1:1</source>
        <translation>나누지 않음. 예: 8:1:1</translation>
    </message>
    <message>
        <source>not used yet</source>
        <translation>아직 쓰이지 않음</translation>
    </message>
    <message>
        <source>note {note}</source>
        <translation>메모 {note}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>적힌 것 없음</translation>
    </message>
    <message>
        <source>nothing differs</source>
        <translation>다른 것이 없습니다</translation>
    </message>
    <message>
        <source>nothing here</source>
        <translation>표시 없음</translation>
    </message>
    <message>
        <source>nothing judged yet</source>
        <translation>아직 판정하지 않음</translation>
    </message>
    <message>
        <source>on the same page</source>
        <translation>같은 쪽에서</translation>
    </message>
    <message>
        <source>only the particle “{particle}”</source>
        <translation>조사 ‘{particle}’만 다름</translation>
    </message>
    <message>
        <source>only {names}</source>
        <translation>{names}에만</translation>
    </message>
    <message>
        <source>open</source>
        <translation>공개</translation>
    </message>
    <message>
        <source>replied: {words}</source>
        <translation>답: {words}</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>중지</translation>
    </message>
    <message>
        <source>retired: what has it keeps it, nothing new takes it</source>
        <translation>사용 중지: 쓰인 곳은 그대로 두고 새로 쓰지 않음</translation>
    </message>
    <message>
        <source>returned</source>
        <translation>돌아옴</translation>
    </message>
    <message>
        <source>returned by the reviewer</source>
        <translation>검토자가 돌려보냄</translation>
    </message>
    <message>
        <source>reviewed</source>
        <translation>검토됨</translation>
    </message>
    <message>
        <source>said by the source before</source>
        <translation>앞 문장의 출처</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>건너뜀</translation>
    </message>
    <message>
        <source>stays as it is</source>
        <translation>그대로 두기</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>멈췄습니다</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>같음</translation>
    </message>
    <message>
        <source>to the day</source>
        <translation>일까지</translation>
    </message>
    <message>
        <source>to the minute</source>
        <translation>분까지</translation>
    </message>
    <message>
        <source>to the month</source>
        <translation>월까지</translation>
    </message>
    <message>
        <source>to the second</source>
        <translation>초까지</translation>
    </message>
    <message>
        <source>to the year</source>
        <translation>연도까지</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>표본이 너무 적음</translation>
    </message>
    <message>
        <source>type {type}</source>
        <translation>유형 {type}</translation>
    </message>
    <message>
        <source>undecided</source>
        <translation>미정</translation>
    </message>
    <message>
        <source>used by {count} annotation(s)</source>
        <translation>주석 {count}개에서 사용</translation>
    </message>
    <message>
        <source>waits for review</source>
        <translation>검토 대기</translation>
    </message>
    <message>
        <source>week of {day}: {kept} of {judged}</source>
        <translation>{day} 주: {judged}개 가운데 {kept}개</translation>
    </message>
    <message>
        <source>what a new one would hold</source>
        <translation>지금 고정하면 담기는 것</translation>
    </message>
    <message>
        <source>with its mentions everywhere</source>
        <translation>모든 기사의 언급도</translation>
    </message>
    <message>
        <source>with those in this article</source>
        <translation>이 기사의 언급만</translation>
    </message>
    <message>
        <source>without its mentions</source>
        <translation>언급은 그대로</translation>
    </message>
    <message>
        <source>without suggestions</source>
        <translation>제안 없음</translation>
    </message>
    <message>
        <source>{articles} article(s) on {pages} page(s)</source>
        <translation>원문 {pages}쪽의 기사 {articles}건</translation>
    </message>
    <message>
        <source>{articles} article(s), each by one person: {each} for each.</source>
        <translation>기사 {articles}건을 한 사람씩: 한 사람에 {each}건.</translation>
    </message>
    <message>
        <source>{articles} article(s), {shared} of them by {several} people: {each} for each.</source>
        <translation>기사 {articles}건, 그중 {shared}건은 {several}명이 함께: 한 사람에 {each}건.</translation>
    </message>
    <message>
        <source>{at} of {total}</source>
        <translation>{total}개 중 {at}번째</translation>
    </message>
    <message>
        <source>{before} → {after}</source>
        <translation>{before} → {after}</translation>
    </message>
    <message>
        <source>{count} (is|are) assigned already</source>
        <translation>{count}개는 이미 배정됨</translation>
    </message>
    <message>
        <source>{count} added</source>
        <translation>{count}개 더함</translation>
    </message>
    <message>
        <source>{count} answer(s)</source>
        <translation>답 {count}개</translation>
    </message>
    <message>
        <source>{count} article(s)</source>
        <translation>기사 {count}건</translation>
    </message>
    <message>
        <source>{count} article(s) (was|were) written.</source>
        <translation>기사 {count}건을 썼습니다.</translation>
    </message>
    <message>
        <source>{count} article(s) came in.</source>
        <translation>기사 {count}건을 가져왔습니다.</translation>
    </message>
    <message>
        <source>{count} article(s) differ</source>
        <translation>기사 {count}건이 다릅니다</translation>
    </message>
    <message>
        <source>{count} article(s) more</source>
        <translation>새 기사 {count}건</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>{count}개 바꿈</translation>
    </message>
    <message>
        <source>{count} claim(s)</source>
        <translation>주장 {count}건</translation>
    </message>
    <message>
        <source>{count} comment(s) wait(s|) for you: {key}</source>
        <translation>나에게 온 의견 {count}건: {key}</translation>
    </message>
    <message>
        <source>{count} corrected article(s) (has|have) another text now; what was corrected in (it|them) could not be kept.</source>
        <translation>고친 기사 {count}건은 본문이 달라져, 고친 것을 옮기지 못했습니다.</translation>
    </message>
    <message>
        <source>{count} could not be read. {first}</source>
        <translation>{count}건은 읽지 못했습니다. {first}</translation>
    </message>
    <message>
        <source>{count} document(s)</source>
        <translation>문서 {count}개</translation>
    </message>
    <message>
        <source>{count} edit(s) (is|are) not saved yet.</source>
        <translation>아직 저장되지 않은 편집이 {count}건 있습니다.</translation>
    </message>
    <message>
        <source>{count} entit(y|ies)</source>
        <translation>개체 {count}개</translation>
    </message>
    <message>
        <source>{count} file(s) (is|are) neither UTF-8 nor CP949, such as {file}:</source>
        <translation>파일 {count}개가 UTF-8도 CP949도 아닙니다(예: {file}):</translation>
    </message>
    <message>
        <source>{count} file(s) (was|were) left out.</source>
        <translation>파일 {count}개를 뺐습니다.</translation>
    </message>
    <message>
        <source>{count} file(s) and folder(s), {name} first</source>
        <translation>파일·폴더 {count}개, 첫째는 {name}</translation>
    </message>
    <message>
        <source>{count} had been imported from the same page before.</source>
        <translation>{count}건은 같은 쪽에서 이미 가져왔습니다.</translation>
    </message>
    <message>
        <source>{count} item(s)</source>
        <translation>{count}개 항목</translation>
    </message>
    <message>
        <source>{count} item(s) wait(s|)</source>
        <translation>{count}개 항목이 기다립니다</translation>
    </message>
    <message>
        <source>{count} label(s) (has|have) no place yet and would be left out.</source>
        <translation>라벨 {count}개가 갈 곳이 없어 빠집니다.</translation>
    </message>
    <message>
        <source>{count} line(s)</source>
        <translation>{count}줄</translation>
    </message>
    <message>
        <source>{count} line(s) changed or left out: show or hide them</source>
        <translation>바뀌거나 빠진 줄 {count}개 보기/숨기기</translation>
    </message>
    <message>
        <source>{count} mention(s) (is|are) retyped.</source>
        <translation>언급 {count}개의 유형을 바꾸었습니다.</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count}개 더</translation>
    </message>
    <message>
        <source>{count} of {n} wrong: {rate} % ({low}–{high} %)</source>
        <translation>{n}건 중 {count}건 틀림: {rate} % ({low}–{high} %)</translation>
    </message>
    <message>
        <source>{count} of {of} article(s)</source>
        <translation>기사 {of}건 가운데 {count}건</translation>
    </message>
    <message>
        <source>{count} of {total} differ</source>
        <translation>{total} 가운데 {count} 다름</translation>
    </message>
    <message>
        <source>{count} operation(s) (was|were) merged. Undo takes all of it back.</source>
        <translation>연산 {count}개를 합쳤습니다. 실행 취소로 한 번에 되돌립니다.</translation>
    </message>
    <message>
        <source>{count} place(s) in {articles} article(s)</source>
        <translation>기사 {articles}건에서 {count}곳</translation>
    </message>
    <message>
        <source>{count} place(s) may want a second look</source>
        <translation>다시 볼 만한 곳이 {count}군데 있습니다</translation>
    </message>
    <message>
        <source>{count} place(s) so far · {share} %</source>
        <translation>지금까지 {count}곳 · {share} %</translation>
    </message>
    <message>
        <source>{count} place(s); Enter shows one.</source>
        <translation>{count}곳. Enter로 그 자리를 봅니다.</translation>
    </message>
    <message>
        <source>{count} record(s) (was|were) written.</source>
        <translation>기록 {count}개를 썼습니다.</translation>
    </message>
    <message>
        <source>{count} record(s) came in.</source>
        <translation>기록 {count}개를 가져왔습니다.</translation>
    </message>
    <message>
        <source>{count} relationship(s)</source>
        <translation>관계 {count}개</translation>
    </message>
    <message>
        <source>{count} removed</source>
        <translation>{count}개 뺌</translation>
    </message>
    <message>
        <source>{count} suggestion(s)</source>
        <translation>제안 {count}개</translation>
    </message>
    <message>
        <source>{count} the same</source>
        <translation>같은 것 {count}</translation>
    </message>
    <message>
        <source>{count} were here already and were found on another page.</source>
        <translation>{count}건은 이미 있어, 다른 쪽에도 실린 것으로 적었습니다.</translation>
    </message>
    <message>
        <source>{count} were refused.</source>
        <translation>{count}건은 가져오지 못했습니다.</translation>
    </message>
    <message>
        <source>{count} ×</source>
        <translation>{count}개</translation>
    </message>
    <message>
        <source>{done} of {of} articles compared</source>
        <translation>기사 {of}건 가운데 {done}건을 견줌</translation>
    </message>
    <message>
        <source>{done} of {total} article(s)</source>
        <translation>기사 {total}건 가운데 {done}건</translation>
    </message>
    <message>
        <source>{done} of {total} looked at</source>
        <translation>{total} 가운데 {done} 살펴봄</translation>
    </message>
    <message>
        <source>{file} could not be written.</source>
        <translation>{file}(을)를 쓸 수 없습니다.</translation>
    </message>
    <message>
        <source>{file} has {rows} row(s); {count} of {pages} page(s) (is|are) named in it.</source>
        <translation>{file}에 {rows}행이 있고, {pages}쪽 가운데 {count}쪽의 이름이 있습니다.</translation>
    </message>
    <message>
        <source>{file}, article {number} of {total}</source>
        <translation>{file}, 기사 {total}건 중 {number}번째</translation>
    </message>
    <message>
        <source>{file}: the column with the article text, and what the others are</source>
        <translation>{file}: 기사 글이 든 열과 나머지 열</translation>
    </message>
    <message>
        <source>{file}: which column has the article text?</source>
        <translation>{file}: 기사 글이 든 열은 어느 것인가요?</translation>
    </message>
    <message>
        <source>{gold} overlooked</source>
        <translation>빠뜨린 {gold}</translation>
    </message>
    <message>
        <source>{here} mention(s) here, {all} in the project</source>
        <translation>이 기사에 언급 {here}개, 프로젝트에 {all}개</translation>
    </message>
    <message>
        <source>{kept} of {judged} judged stayed as you had them.</source>
        <translation>판정한 {judged}개 가운데 {kept}개가 그대로입니다.</translation>
    </message>
    <message>
        <source>{key} belongs to “{names}”; give that another key first.</source>
        <translation>{key}(은)는 ‘{names}’의 키입니다. 그쪽에 먼저 다른 키를 주세요.</translation>
    </message>
    <message>
        <source>{key} in the text puts the selection in place of all of it.</source>
        <translation>글에서 {key} 키를 누르면 고른 글이 근거 전체를 대신합니다.</translation>
    </message>
    <message>
        <source>{key} once more</source>
        <translation>{key} 한 번 더</translation>
    </message>
    <message>
        <source>{key} takes “{name}” for another name of it.</source>
        <translation>{key} 키를 누르면 ‘{name}’(을)를 다른 이름으로 더합니다.</translation>
    </message>
    <message>
        <source>{mentions} mention(s), {claims} claim(s), {relationships} relationship(s)</source>
        <translation>언급 {mentions}개, 주장 {claims}건, 관계 {relationships}개</translation>
    </message>
    <message>
        <source>{mine} that is none</source>
        <translation>{mine}(이)가 아닌 것</translation>
    </message>
    <message>
        <source>{model} (switched off)</source>
        <translation>{model} (끔)</translation>
    </message>
    <message>
        <source>{names} was exported from Juseok: its articles, entities and annotations come in whole. What is in this project already stays as it is.</source>
        <translation>{names}(은)는 Juseok에서 내보낸 파일입니다. 기사, 개체, 주석을 통째로 가져옵니다. 이 프로젝트에 이미 있는 것은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name} (나)</translation>
    </message>
    <message>
        <source>{name} and {other} are one</source>
        <translation>{name}, {other}: 같은 개체</translation>
    </message>
    <message>
        <source>{name} and {other} stay two</source>
        <translation>{name}, {other}: 따로 두기</translation>
    </message>
    <message>
        <source>{name} drops out: others take over</source>
        <translation>{name} 빠짐: 남은 사람이 이어받기</translation>
    </message>
    <message>
        <source>{name} stays as it is</source>
        <translation>{name}: 그대로 두기</translation>
    </message>
    <message>
        <source>{name}, {when}</source>
        <translation>{name}, {when}</translation>
    </message>
    <message>
        <source>{name}: another of that name</source>
        <translation>{name}: 이름만 같은 다른 개체</translation>
    </message>
    <message>
        <source>{name}: into the register</source>
        <translation>{name}: 등록부에 넣기</translation>
    </message>
    <message>
        <source>{name}: the one that is in the register</source>
        <translation>{name}: 등록부에 있는 그 개체</translation>
    </message>
    <message>
        <source>{name}: {count} article(s)</source>
        <translation>{name}: 기사 {count}건</translation>
    </message>
    <message>
        <source>{name}: {count} of {total} place(s)</source>
        <translation>{name}: {total}곳 중 {count}곳</translation>
    </message>
    <message>
        <source>{project} agreement</source>
        <translation>{project} 일치도</translation>
    </message>
    <message>
        <source>{reason} Your edits are kept here until they can be saved.</source>
        <translation>{reason} 편집한 것은 저장할 수 있을 때까지 여기에 남아 있습니다.</translation>
    </message>
    <message>
        <source>{role}: use the selection</source>
        <translation>{role}: 선택한 말 넣기</translation>
    </message>
    <message>
        <source>{theme}: text {body}, chip {chip}</source>
        <translation>{theme}: 본문 {body}, 글자표 {chip}</translation>
    </message>
    <message>
        <source>{type} · one is retyped</source>
        <translation>{type} · 한쪽 유형이 바뀜</translation>
    </message>
    <message>
        <source>{type}: choose another type</source>
        <translation>{type}: 다른 관계 고르기</translation>
    </message>
    <message>
        <source>{what} · saved {time}</source>
        <translation>{what} · 저장됨 {time}</translation>
    </message>
    <message>
        <source>{what}: finished</source>
        <translation>{what}: 끝냄</translation>
    </message>
    <message>
        <source>{what}: finished, nothing is left to find</source>
        <translation>{what}: 끝냄, 더 찾을 것 없음</translation>
    </message>
    <message>
        <source>{what}: take up again</source>
        <translation>{what}: 다시 잡기</translation>
    </message>
    <message>
        <source>{what}: {count} page(s) changed. Ctrl+Z takes it back.</source>
        <translation>{what}: {count}쪽이 바뀌었습니다. Ctrl+Z로 되돌립니다.</translation>
    </message>
    <message>
        <source>{what}: {done} of {of} article(s)</source>
        <translation>{what}: 기사 {of}건 가운데 {done}건</translation>
    </message>
    <message>
        <source>{why} Everything works without it, less cleverly.</source>
        <translation>{why} 분석기가 없어도 모두 쓸 수 있으나 덜 똑똑합니다.</translation>
    </message>
    <message>
        <source>{words} · {count} place(s)</source>
        <translation>{words} · {count}곳</translation>
    </message>
    <message>
        <source>{zone}, key {key}</source>
        <translation>{zone}, {key} 키</translation>
    </message>
    <message>
        <source>“{command}” has this key; the type will not get it.</source>
        <translation>이 키는 이미 ‘{command}’ 명령이 쓰고 있어 유형에는 듣지 않습니다.</translation>
    </message>
    <message>
        <source>“{line}” stands in {count} article(s) as {zone}</source>
        <translation>“{line}” 줄이 기사 {count}건에 {zone}(으)로 있습니다</translation>
    </message>
    <message>
        <source>“{line}” → {zone}</source>
        <translation>“{line}” → {zone}</translation>
    </message>
    <message>
        <source>“{name}” is another name of it already.</source>
        <translation>‘{name}’(은)는 이미 다른 이름입니다.</translation>
    </message>
    <message>
        <source>“{name}” is frozen. It can be exported again at any time.</source>
        <translation>‘{name}’(을)를 고정했습니다. 언제든 다시 내보낼 수 있습니다.</translation>
    </message>
    <message>
        <source>“{name}” is made, with {count} article(s). Hand it on as you like.</source>
        <translation>‘{name}’ 파일을 만들었습니다(기사 {count}건). 편한 방법으로 건네세요.</translation>
    </message>
    <message>
        <source>“{name}” is no longer saved. Ctrl+Z in the window brings it back.</source>
        <translation>저장해 둔 ‘{name}’(을)를 지웠습니다. 창에서 Ctrl+Z로 되살립니다.</translation>
    </message>
    <message>
        <source>“{name}” is not the same after all</source>
        <translation>‘{name}’(은)는 같은 개체가 아님</translation>
    </message>
    <message>
        <source>“{name}” is now {type}, with {count} mention(s). One undo takes it back.</source>
        <translation>‘{name}’의 유형이 {type}(으)로 바뀌었습니다(언급 {count}개). 한 번 되돌리면 그대로입니다.</translation>
    </message>
    <message>
        <source>“{name}” is the same as …</source>
        <translation>‘{name}’(과)와 같은 개체 고르기…</translation>
    </message>
    <message>
        <source>“{name}” lies beside the project: “Bring back…” merges it.</source>
        <translation>프로젝트 옆에 ‘{name}’ 사본이 있습니다. ‘작업 받아 합치기…’로 합칩니다.</translation>
    </message>
    <message>
        <source>“{quote}” ({type}): Enter chooses it.</source>
        <translation>‘{quote}’ ({type}). Enter를 누르면 고릅니다.</translation>
    </message>
    <message>
        <source>“{quote}” …</source>
        <translation>“{quote}”…</translation>
    </message>
    <message>
        <source>“{what}” has nothing to act on here.</source>
        <translation>‘{what}’: 여기에는 대상이 없습니다.</translation>
    </message>
    <message>
        <source>“{words}” everywhere it waits</source>
        <translation>기다리는 ‘{words}’ 모두</translation>
    </message>
    <message>
        <source>… and {count} more line(s), in the saved text.</source>
        <translation>… 그 밖에 {count}줄은 저장한 글에 있습니다.</translation>
    </message>
    <message>
        <source>세계보건기구(WHO): WHO becomes another name, and is tagged.</source>
        <translation>세계보건기구(WHO): WHO를 다른 이름으로 더하고 태그합니다.</translation>
    </message>
</context>
</TS>
