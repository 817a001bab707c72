"""How wishes are worded: words, endings and pairs of them, and what each speaks for.

Weights of a logistic regression (L2) that tells wishes from other sentences of tickets, in eighths
of log-odds; `^` is the beginning, `-ed` any word that ends so, `0` a figure, `<2>` the length in
fives of words. How they were found: docs/decisions/stuffing.md.
"""

OFFSET = -7
UNIT = 8
_WEIGHTS = {
    -9: """
-_0 <0> page
    """,
    -8: """
list mail see
    """,
    -7: """
" - : ; ^_people by_- by_hand show text ticket wants
    """,
    -6: """
0 ^_- ^_customers address as_a asked but form have_no import told
    """,
    -5: """
0_- <3> ^_in ^_they because_the cannot change code date export file in_- lose more_than names
notes number numbers only since table teams upload want which with_- write wrote
    """,
    -4: """
-_- -s_want ^_-ed ^_should button by_-s cancel card check crew data delete do_not go got had i key
letters log login mails map may minutes must_be name nothing now once one pdf phones picks queue
read reminder screen seconds sent set sheet shows since_the start stops system team that_they
the_-ing their_-s third_of times to_-s told_us two type us_that use with_a wrong
    """,
    -3: """
% * -_-er -_: -_after -_every -_one -_since -_so -_wants -ed -er_before -ly_from -s_call -s_first
-s_the -s_to -s_wait 0_% ^_" ^_* ^_ask ^_must ^_new ^_on ^_show ^_two a_minute about_0 account add
agent and_get answer anything app are_-ed are_not ask ask_the asked_for calls click come_from copy
count dates drive each fewer_than files five_-s for_- for_-s for_an from_a goes_to hall have_more
have_to it it_- late legal line link logs lose_their message monday monthly moves need_the needs
needs_a new_-er next_to nobody_can offer old_- open order own_and pages paper photos picture
read_the reads replace report scan seat send should_not show_the signal signature so_we some split
step stop sunday switch take than_in the_board the_order the_page the_phone the_wrong them_in then
two_people until us_0 warning was_- we_do when
    """,
    -2: """
-_-ing -_; -_an -_are -_data -_gets -_had -_i -_less -_next -_off -_only -_opens -_our -_out
-_page -_shows -_stay -_there -_time -_up -_was -_when -ed_out -ed_twice -er_must -er_of -ing_-s
-ing_at -ing_is -ly_-ed -s_-s -s_; -s_? -s_all -s_answer -s_by -s_drive -s_go -s_got -s_it -s_lose
-s_more -s_of -s_run -s_than -s_them -s_were -s_which / 0_0 0_and 0_s 0_seconds ^_0 ^_add ^_as
^_at ^_each ^_faster ^_for ^_given ^_load ^_most ^_move ^_otherwise ^_replace ^_sales ^_same
^_second ^_send ^_teams ^_test ^_use ^_when ^_which a_-ly about_the after_a also although and_-ing
and_have and_let and_they and_we april as_the asked_us asks_for at_-s at_0 at_all at_night at_once
away back_to be_-ed be_able be_possible because because_nobody been before_- before_-ing
before_their before_we booked box by_mail cache call came changed changes compare complained
complained_that contract_with council counter counts customer_-s customers_who cut decision
deleted discount do_we does_not does_the done door drop drops each_time editor ends error fails
fill_in first_import for_0 for_every for_one forty found four free from_- from_-s from_us get_-
gets_a given given_a go_to goes hand has_been has_no he her hour i_want if_the is is_-ed is_0 is_a
is_about is_missing is_where is_why keep_the knows label last later learn left_in left_out let_the
list_of looks mails_to mark money_is more_time move_the moved must_- needed new_people no_change
not not_- not_be notes_in number_and of_us office_- older on_average on_monday on_top once_and
one_-er only_-s opens or_per other otherwise owner payments phone photo pick pictures portal
possible possible_to put put_the rain reason replace_the reports row run sales same_- same_as say
say_that says says_that search see_who send_the sends server should_come should_stay show_-s shown
sign sign_in size skip small_- so somebody stays swap taken than_half that_fewer that_more
that_the the_-er the_-s the_address the_agent the_app the_card the_customer the_discount the_file
the_form the_label the_list the_map the_money the_name the_parents the_queue the_system the_third
the_upload them they_have they_should this this_is this_ticket three three_-s time_- to_upload
took try tuesday two_-s two_lines under_the up up_for up_to users users_who waiting want_the
want_to wants_to was was_-ed we_- we_-ed we_had we_keep whether which_- while_the who_-ed
who_moved who_pays without_the works wrong_- wrote_to year_- yet
    """,
    -1: """
"_- "_-er "_-s %_of ( ) -_" -_? -_a -_about -_and -_app -_asked -_back -_be -_both -_box -_can
-_cannot -_change -_changed -_check -_code -_counts -_date -_dates -_each -_ends -_fails -_form
-_goes -_instead -_last -_leaves -_letter -_list -_log -_map -_must -_names -_need -_needs -_new
-_nobody -_number -_on -_people -_run -_see -_sends -_shop -_shown -_staff -_still -_stops -_table
-_take -_the -_three -_through -_twice -_waits -_which -ed_-ly -ed_0 -ed_a -ed_from -ed_on
-ed_once -ed_per -ed_this -ed_when -er_" -er_- -er_by -er_complained -er_for -er_from -er_i -er_to
-er_wants -ing_- -ly_- -s_- -s_-ed -s_: -s_after -s_ask -s_away -s_cannot -s_copy -s_cost -s_down
-s_every -s_fill -s_from -s_into -s_is -s_last -s_look -s_name -s_no -s_once -s_one -s_only
-s_open -s_over -s_page -s_pick -s_say -s_see -s_sign -s_since -s_skip -s_stay -s_take -s_their
-s_too -s_try -s_two -s_type -s_under -s_until -s_without -s_write /_- 0_-ed 0_a 0_for 0_january
0_left 0_on 0_open 0_pages 0_people 0_the :_- ;_- ;_-s ;_should ;_the <5> ^_after ^_cache ^_check
^_compare ^_done ^_drivers ^_export ^_families ^_half ^_keep ^_last ^_legal ^_letters ^_mail
^_make ^_needs ^_night ^_offer ^_old ^_only ^_paying ^_put ^_read ^_remove ^_search ^_shop ^_small
^_some ^_store ^_take ^_ticket ^_users ^_who ^_write ^_young a_- a_-er a_0 a_call a_code a_copy
a_date a_different a_file a_flat a_form a_free a_key a_link a_list a_mail a_message a_new a_number
a_pdf a_phone a_photo a_price a_second a_ticket a_time a_week a_year about_-s above_the admin
after after_- after_ten after_that again_before against all_of already an an_-ed an_-er an_account
an_editor an_hour an_offer and_- and_-ly and_a and_are and_by and_every and_find and_go and_keep
and_nothing and_one and_pay and_show and_that and_then and_type answer_the any_other app_-s are
are_lost are_shown are_the around_the as_it as_pdf ask_-s asks at_each at_six back_- back_-s bank
battery be be_0 be_sent be_shown because_a been_-ed before_-s behind best_-s bill board breaks
business_-s but_not by_one call_- called calls_the can_- can_see cannot_see cannot_tell change_in
change_the close_it close_the code_on come comes_in comes_out companies_should complain cost
could_- council_- customers_see cut_off day_of days_for dead did different different_-s do
done_when drop_the drops_the each_- each_morning enter enter_the even_when every_week everything
faster fifth_of fill filled find_it find_out find_the finish_the flat for for_-ing for_a for_now
for_ten for_this for_two form_-s forty_-s four_-s four_times from_0 from_one get_a get_it get_one
get_the gets gets_the give give_up go_out gone half_a hand_in has_0 has_the have_asked hear_of his
hit hold_the i_- i_can i_need if_it in_-er in_-s in_again in_at in_autumn in_by in_front in_it
in_june in_march in_may in_red in_summer in_the in_their into_a into_two invoice is_-er is_-ly
is_already is_in is_off is_wrong it_again it_before it_in it_on it_when it_with its_- its_-s keep
keep_their kept know_which know_who land land_on language large large_-s last_-s last_week
later_than lawyers leave_out leave_the leaves leaves_the left let_-s letter limit lines list_and
list_is load load_the longer_-s look look_at lost_- mail_address mail_and mail_to make_it map_-s
members_who minute minutes_and month_and monthly_- move must_not must_show my name_of need_0
need_less never_- new_- night night_- no_-er no_-s no_way nobody_-ed nobody_knows not_-ed not_know
not_part notes_are notice number_in of_- of_-er of_a of_four of_its of_old of_pages of_the
of_their of_this of_what off off_by off_on offer_the office old old_-s old_notes oldest on_-
on_-er on_-ing on_-s on_0 on_friday on_one on_paper on_sunday on_tuesday once_a one_by one_login
one_page only_on open_a or_- order_number orders_are other_-s our_own out_after out_in own_-s
page_- page_-s page_and page_of page_with paper_and parents part part_of password pay_more pay_the
payment pays pays_for people_can people_on people_to per_- phone_and pick_up plan print reader
reads_the red release remove remove_the rest room round route run_on s say_so school search_for
second_-er see_- see_the see_their sees_the send_-s share share_a shop should_be show_- shown_to
signed_by since_they site site_-s six skip_the small so_a somebody_-s space stay_on still_-ed
stops_at store store_the support table_-s tablet takes takes_0 tap team_-s teams_that tell
tell_the ten_minutes ten_years tenth test than_- than_ten that_- that_-ing that_i the the_-
the_-ly the_0 the_back the_battery the_button the_car the_code the_counter the_crew the_dead
the_desk the_door the_driver the_editor the_fee the_hour the_import the_key the_letter the_line
the_link the_mail the_new the_night the_office the_oldest the_owner the_photo the_plan the_portal
the_rain the_reminder the_room the_route the_school the_screen the_search the_seat the_server
the_test the_text the_ticket the_two the_user the_van the_way the_word them_again then_the
there_is they_- they_are they_cancel they_come they_get they_see they_want thirty_-s three_people
three_times time_with to_-ed to_all to_each to_enter to_get to_know to_leave to_see to_send
to_tell to_the to_turn to_write too too_- top turn turns twice twice_in two_days two_minutes
two_of until_- up_a up_at upload_and use_a use_the user van waiting_for wants_a wants_the way_to
we_can we_leave we_still went were were_-ed what_the when_a when_an when_more when_the when_their
when_they where_is where_the whether_the which_is which_of while who_come who_is who_want will_be
with_-s with_fewer with_large with_less with_our with_two without_-ing without_signal work_in
works_council write_the write_to wrote_that
    """,
    1: """
-_-ed -_-ly -_-s -_above -_again -_arrives -_away -_below -_cases -_drivers -_even -_for -_get
-_give -_half -_has -_have -_here -_if -_into -_is -_longer -_looks -_members -_more -_never
-_pages -_pays -_rather -_runs -_says -_sees -_takes -_test -_their -_tickets -_train -_us -_where
-_with -_year -ed_and -ed_at -ed_because -ed_by -ed_in -ed_of -ed_to -ed_within -ed_without -er
-er_at -er_is -er_on -er_than -er_with -est_- -est_-s -ing_-ed -ing_0 -ing_a -ing_in -ing_their
-ing_us -ly_the -s_an -s_are -s_do -s_each -s_follow -s_give -s_instead -s_its -s_leave -s_less
-s_list -s_or -s_ought -s_own -s_pay -s_per -s_share -s_sooner -s_spend -s_this -s_turn -s_up
-s_us -s_we -s_what -s_when -s_with 0_-s 0_million 0_months 0_or 0_times <2> <6> ^_clients
^_complaints ^_do ^_every ^_everyone ^_four ^_makes ^_no ^_nobody ^_open ^_parents ^_save
^_schools ^_three a a_-ing a_-s a_customer a_hundred a_name a_reason a_shift a_tenth a_whole able
able_to above_0 abroad after_0 after_their again_after against_the all_0 and_0 and_ask and_fewer
and_half and_in and_most and_nobody and_send and_still and_the and_their and_those and_who
and_without any_more appears are_already around as_- asking_for at_- at_home average back_for
back_in be_-ing because_-s because_fewer because_more because_they become_a before_christmas
before_it behind_the best between big_- book bring bring_in bring_their brings_down brings_in
broken budget by_june by_letter by_two came_from can can_we children choose choose_the christmas_?
closed come_to contract cost_of customer customers_are customers_would day day_and day_in day_with
days_and days_of do_the each_of each_year eleven_-s empty empty_- empty_-s enough euros every_-er
every_month every_second everyone_who feel_- feel_-ed feel_at figures find_their finds_the
finished firms_- first_- first_and first_week first_when five_minutes five_years for_each
for_their for_them for_us friday from_the front get_to gets_- go_back go_home good_- had_no had_to
have_the have_their hear_from help her_- here_and hours_and if_we in_a in_all in_january in_our
in_six in_two in_under into_-s is_closed is_there it_? it_and it_for it_was itself last_- last_0
last_year less_-er less_on less_time like_to line_is list_for lost lower_- make_the make_up march
more_customers more_often more_on more_people most most_of move_-s moving need_it needs_to network
next_- next_year night_shift no_customer nobody_has none_of noon not_for of_-ing of_-s of_an
of_each of_it of_one off_for offer_-s offers old_one old_ones one_after only_once or_less others
our_-s over_- pass pay_us people_who percent_of person price_of prices promised quarter_of readers
reason_to recommend_us road run_out runs_on runs_out same_thing save says_the schools second_-
second_time second_year see_a sell seven_-s shop_-s should_- should_feel should_leave should_make
should_pay sign_up since_it single single_- small_-s small_firms so_the sold_out spend_a staff
starts stay_for street than_0 than_an than_one than_the than_they than_two that_no that_should
that_was the_admin the_best the_box the_city the_cost the_end the_income the_limit the_lower
the_monthly the_morning the_network the_number the_old the_one the_other the_past the_place
the_quarter the_small the_street the_top the_town the_waiting the_year the_yearly the_young
their_-ing their_children their_friends their_second there they_can they_did they_do they_need
they_would third third_- third_fewer third_less this_-s this_helps three_years tickets time_and
time_in times_in to_0 to_be to_buy to_every to_feel to_go to_live to_look to_move to_spend to_stay
to_take to_their to_us to_work train travel trust_the twenty two_years up_and up_in us_before
us_first us_for us_with us_without users_- wait wait_at wait_for waiting_list waits want_-s
we_have we_spend week_of weeks what_a what_is what_it whether_they who_bring who_left whose_- will
win_back with_an with_more within_a within_ten within_two without_-s work year_with yearly
yearly_- young young_families
    """,
    2: """
-_all -_among -_calls -_costs -_days -_in -_it -_left -_per -_reaches -_sold -_to -_two -_visitors
-_what -_while -_who -er_? -ly -ly_as -s_-er -s_-ing -s_a -s_arrive -s_at -s_find -s_in -s_out
-s_they -s_trust -s_who 0_in 0_to ^_-s ^_all ^_could ^_cuts ^_from ^_helps ^_if ^_keeps ^_not
^_nothing ^_that ^_win ^_would a_-ed a_fifth a_month a_single about_it accounts all_-s all_the
all_year along and_-er and_bring and_keeps and_no and_stay as_-ly as_-s as_well at_a audit autumn
back back_the bad before below_the between_- building by_a by_name car carry cases come_in
companies complaints customers_- customers_should day_at days does end end_of every_day everybody
fewer_- fewer_-s fifth fill_the find find_a firms for_everyone for_longer for_the for_three
from_our get_-ed good_-s good_for half_as have_signed helps_us hours in_every in_half instead
instead_of into it_-s it_would its keeps least_0 leave_on let_every long many many_people members
million_a missing more_of much_as must_come must_get nearly_all new next nine no no_- no_longer
no_one nobody nobody_-s nobody_should of_0 of_every of_our of_ten of_those on_every on_it on_their
one_evening one_in or_a ought ought_to our_customers paying people_- people_are per_customer place
public reach_the reaches region returns right runs same_day second send_their shorter should_get
should_hear signed sleep sooner stands stay_- stay_with still still_open takes_under tell_their
ten_-s than than_a than_last than_today that that_-s that_we the_-ed the_average the_big the_bill
the_free the_last the_region the_road the_second the_whole the_winter them_and thing think
third_more those_who through_the time_for to_a to_ask to_come to_keep to_one turn_to up_by us_a
us_again us_the us_to version visit visitors walk way we_are we_need week weekend weeks_-er
weeks_of what_we who_are who_would with with_it with_one with_their within_the without_- would_be
    """,
    3: """
-_as -_at -_before -_customers -_should -_they -_within -ed_again -est -ing -ing_the -ing_with
-s_and -s_come -s_have -s_on 0_out 0_years ^_an ^_hardly ^_nearly ^_twice ^_women a_quarter
among_the and_not and_to any are_- are_down are_to as_often at back_after be_- because_people
before_summer before_the below_0 big by_next child christmas clients comes_back cuts down_by
down_to earn else even_in even_on ever every_new everyone far finds finish first_time for_all
for_another friends from_-ing from_their full get_their gives half has_- has_-ed has_to helps
house if in in_five in_which less_- let_us like live make million months must must_have new_-s
no_more none number_of of of_five often_as our_- over_from own_- paid people people_should per
quarter running since_-s something takes_the ten that_people the_first the_house the_job
the_people the_same the_time their_first their_money themselves they think_of this_year thousand
through town_-s turn_into two_weeks under_0 we_should we_want what what_they where where_they
whole within_0 without women
    """,
    4: """
-_hours -er_the -er_who -s -s_for -s_stand ^_-ing ^_a ^_because ^_brings ^_can ^_important ^_less
^_let ^_nine ^_this ^_trust a_third again all and_-s and_hardly another anyone as as_much be_the
because_of being below business buy buyers by_-er by_the call_to come_back costs country down
every families five hardly_any have_- here houses hundred important important_for in_0 in_ten
income is_- keeps_the longer_than money month much need_to ones past recommend season shops spring
that_nobody the_country they_were to winter years
    """,
    5: """
-_without -s_about -s_must ^_by ^_getting ^_is among at_least become before_they better city
customers earns feel first from good have is_to least nearly nobody_is often on_time our out_of
over should spend summer those time town twice_as under well win with_us without_a
    """,
    6: """
-_that -s_below -s_should 0_percent ^_since ^_we anybody as_many brings by fewer have_-ed makes
more more_-s pay_for rather rather_than reach sold stand their we_must would
    """,
    7: """
<1> ? ^_it ^_our getting hardly home stay trust who
    """,
    8: """
^_more by_0 longer
    """,
    9: """
^_fewer ^_so even less percent year
    """,
    10: """
us within
    """,
}
WEIGHTS = {sign: weight for weight, signs in _WEIGHTS.items() for sign in signs.split()}
_WORDS = """
a able about above abroad account accounts add address admin after again against agent all alone
along already also although always among an and another answer any anybody anyone anything app
appears april are around arrive arrives as ask asked asking asks at audit autumn average away back
bad bank bar battery be because become been before behind being below best better between big bill
board book booked both box breaks bring brings broken budget building business but button buy
buyers by cache call called calls came can cancel cancelled cannot car card carry cases change
changed changes cheaper check child children choose christmas city click clients close closed
closes code come comes companies company compare complain complained complaints contract copy cost
costs could council count counter country counts crew customer customers cut cuts data date dates
day days dead decision delete deleted delivery desk did different discount do does done door
double down drive driver drivers drop drops each earn earns editor eight eleven else elsewhere
empty end ends enough enter error euros even evening ever every everybody everyone everything
export fails families family far faster fee feel fewer field fifth figures file files fill filled
fills find finds finish finished firms first five flat follow for form forty found four free
friday friends from front full get gets getting give given gives go goes gone good got green group
guests had half hall hand hardly has have he hear help helps her here his hit hold home hour hours
house houses how hundred i if import important in income instead into invoice is it its itself
january job june just keep keeps kept key know knows label land language large last late later
lawyers lead learn least leave leaves left legal less let letter letters level like limit line
lines link list live load locked log login logs long longer look looks lose loses lost lower made
mail mails make makes many map march mark may members message million minute minutes missing
monday money month monthly months more morning most move moved moves moving much must my name
names nearly need needed needs network never new next night nine no nobody none noon not notes
nothing notice now number numbers of off offer offers office often old older oldest on once one
ones only open opened opening opens or order orders other others otherwise ought our ours out over
own owner page pages paid paper parents part pass password past pay paying payment payments pays
pdf people per percent person phone phones photo photos pick picks picture pictures place plan
portal possible price prices print promised public put quarter queue rain rate rather reach
reaches read reader readers reads reason recommend red region release reminder remove replace
report reports rest returns right road room round route row run running runs s sales same save say
says scan school schools screen search season seat second seconds see seen sees sell send sends
sent server service set seven share shared sheet shift shop shops shorter should show shown shows
sign signal signature signed since single site six size skip sleep small smaller so sold some
somebody something sooner space spend split spring staff stand stands start starts stay stays step
still stop stops store street summer sunday support swap switch system table tablet take taken
takes talk tap team teams tell ten tenth test text than that the their them themselves then there
they thing think third thirty this those thousand three through throw ticket tickets time times to
today told too took tool top town train travel trial trust try tuesday turn turns twenty twice two
type under until up upload us use user users van version visit visitors wait waiting waits walk
want wants warning was way we week weekend weeks well went were what when where whether which
while who whole whose why will win winter with within without women word work works would write
wrong wrote year yearly years yet young
"""
WORDS = frozenset(_WORDS.split())
"""Words that belong to no topic."""
