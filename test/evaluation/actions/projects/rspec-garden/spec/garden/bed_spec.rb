require 'garden/bed'

RSpec.describe Garden::Bed do
  describe '#area' do
    it 'multiplies its sides' do
      expect(Garden::Bed.new(2, 3).area).to eq(6)
    end
  end
end
