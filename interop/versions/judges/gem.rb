# Reads lines "a<TAB>b", writes how RubyGems orders them.
require 'rubygems'

if ARGV.include?('--version')
  puts Gem::VERSION
  exit
end
$stdin.each_line do |line|
  a, b = line.chomp.split("\t")
  if Gem::Version.correct?(a) && Gem::Version.correct?(b)
    puts %w[= > <][Gem::Version.new(a) <=> Gem::Version.new(b)]
  else
    puts 'invalid'
  end
end
